using System;
using System.IO;

namespace DelistTools.Diagnosis;

/// <summary>A stream whose beginning was read already, from its beginning: compressed files and pipes cannot be wound back.</summary>
internal sealed class HeadStream : Stream
{
    private readonly byte[] _head;
    private readonly int _length;
    private readonly Stream _rest;
    private int _position;

    internal HeadStream(byte[] head, int length, Stream rest)
    {
        _head = head;
        _length = length;
        _rest = rest;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int left = Math.Min(count, _length - _position);
        if (left == 0)
        {
            return _rest.Read(buffer, offset, count);
        }

        Array.Copy(_head, _position, buffer, offset, left);
        _position += left;
        return left;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
