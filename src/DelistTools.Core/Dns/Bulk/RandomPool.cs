using System;
using System.Security.Cryptography;

namespace DelistTools.Dns.Bulk;

/// <summary>
/// Random numbers that nobody can guess, fetched from the system many at a time: a question needs a few bytes of them,
/// and a call for each would cost more than the question. For one thread.
/// </summary>
internal sealed class RandomPool : IDisposable
{
    private readonly RandomNumberGenerator _source = RandomNumberGenerator.Create();
    private readonly byte[] _bytes = new byte[4096];
    private int _used = 4096;

    /// <summary>The next 16 bits.</summary>
    internal ushort Next16()
    {
        if (_used + 2 > _bytes.Length)
        {
            Fill();
        }

        int at = _used;
        _used += 2;
        return (ushort)((_bytes[at] << 8) | _bytes[at + 1]);
    }

    /// <summary>The next 32 bits.</summary>
    internal uint Next32() => ((uint)Next16() << 16) | Next16();

    public void Dispose() => _source.Dispose();

    private void Fill()
    {
        _source.GetBytes(_bytes);
        _used = 0;
    }
}
