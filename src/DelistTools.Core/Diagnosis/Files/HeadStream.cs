using System;
using System.Buffers;
using System.IO;
using System.Runtime.ExceptionServices;
using DelistTools.Files;

namespace DelistTools.Diagnosis;

/// <summary>
/// A file of which the beginning can be looked at before it is read: compressed files cannot be wound back. It ends where
/// the file cannot be read any further, and says so afterwards, so that what stands before that place is not lost.
/// </summary>
internal sealed class HeadStream : ReadOnlyStream
{
    private readonly Stream _file;
    private int _position;
    private bool _isClosed;

    /// <summary>Reads the beginning.</summary>
    /// <param name="file">The file; closed with this stream.</param>
    /// <param name="length">How much of it is the beginning, in bytes.</param>
    internal HeadStream(Stream file, int length)
    {
        _file = file;
        Head = ArrayPool<byte>.Shared.Rent(length);
        for (int read = 1; read > 0 && HeadLength < length; HeadLength += read)
        {
            read = ReadFile(Head, HeadLength, length - HeadLength);
        }
    }

    /// <summary>The beginning, in a longer array, of which nothing may be kept.</summary>
    internal byte[] Head { get; }

    /// <summary>How many bytes of it the file has.</summary>
    internal int HeadLength { get; private set; }

    /// <summary>Why the file could not be read to its end; null where nothing hindered so far.</summary>
    internal ExceptionDispatchInfo? Fault { get; private set; }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int left = Math.Min(count, HeadLength - _position);
        if (left == 0)
        {
            return Fault is null ? ReadFile(buffer, offset, count) : 0;
        }

        Array.Copy(Head, _position, buffer, offset, left);
        _position += left;
        return left;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClosed)
        {
            _isClosed = true;
            _file.Dispose();
            ArrayPool<byte>.Shared.Return(Head);
        }

        base.Dispose(disposing);
    }

    private int ReadFile(byte[] buffer, int offset, int count)
    {
        try
        {
            return _file.Read(buffer, offset, count);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Fault = ExceptionDispatchInfo.Capture(e);
            return 0;
        }
    }
}
