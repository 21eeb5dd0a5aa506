using System;
using System.IO;

namespace DelistTools.Mail;

/// <summary>Takes what is written to it up to a length, and lets go of the rest.</summary>
internal sealed class BoundedStream : MemoryStream
{
    private readonly int _longest;

    /// <param name="longest">How much it keeps, in octets.</param>
    internal BoundedStream(int longest)
    {
        _longest = longest;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) =>
        base.Write(buffer, offset, (int)Math.Min(count, Math.Max(0, _longest - Length)));

    /// <inheritdoc/>
    public override void WriteByte(byte value)
    {
        if (Length < _longest)
        {
            base.WriteByte(value);
        }
    }
}
