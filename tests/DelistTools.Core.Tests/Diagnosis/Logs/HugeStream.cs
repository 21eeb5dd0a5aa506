using System;
using System.IO;

namespace DelistTools.Core.Tests;

/// <summary>Some bytes, then one byte many times over, then some bytes, none of it held.</summary>
internal sealed class HugeStream(byte[] before, byte filling, long times, byte[] after) : Stream
{
    private long _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => before.Length + times + after.Length;

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = (int)Math.Min(count, Length - _at);
        Span<byte> target = buffer.AsSpan(offset, read);
        if (_at >= before.Length && _at + read <= before.Length + times)
        {
            target.Fill(filling);
        }
        else
        {
            for (int i = 0; i < read; i++)
            {
                long place = _at + i;
                target[i] = place < before.Length ? before[place] : place < before.Length + times ? filling : after[place - before.Length - times];
            }
        }

        _at += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
