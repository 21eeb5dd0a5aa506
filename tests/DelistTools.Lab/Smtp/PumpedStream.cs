using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A connection whose incoming bytes are always taken off the wire, read or not: so that it is known at once when the
/// other side goes, and how, and yet nothing is lost for who reads later, in clear or through TLS.
/// </summary>
internal sealed class PumpedStream : Stream
{
    private readonly Socket _socket;
    private readonly Channel<byte[]> _incoming = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource<bool> _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _next = [];

    /// <param name="socket">The connection; it belongs to the stream.</param>
    public PumpedStream(Socket socket)
    {
        _socket = socket;
        _ = PumpAsync();
    }

    /// <summary>Ends when the other side has ended the connection: true where it reset it.</summary>
    public Task<bool> Gone => _gone.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes bytes that were read too early the next to be read.</summary>
    public void PutBack(byte[] bytes) => _next = [.. bytes, .. _next];

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_next.Length == 0)
        {
            if (!await _incoming.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }

            _incoming.Reader.TryRead(out _next!);
        }

        var count = Math.Min(buffer.Length, _next.Length);
        _next.AsSpan(0, count).CopyTo(buffer.Span);
        _next = _next[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            var sent = await _socket.SendAsync(buffer, cancellationToken).ConfigureAwait(false);
            buffer = buffer[sent..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _socket.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task PumpAsync()
    {
        var isReset = false;
        var buffer = new byte[4096];
        try
        {
            int count;
            while ((count = await _socket.ReceiveAsync(buffer).ConfigureAwait(false)) > 0)
            {
                _incoming.Writer.TryWrite(buffer[..count]);
            }
        }
        catch (SocketException)
        {
            isReset = true;
        }
        catch (ObjectDisposedException)
        {
            // This side was quicker.
        }

        _incoming.Writer.Complete();
        _gone.TrySetResult(isReset);
    }
}
