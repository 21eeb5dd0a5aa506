using System;
using System.IO;
using System.Threading;
using DelistTools.Files;

namespace DelistTools.Diagnosis;

/// <summary>An open log that is still written, and what stands in its place once it is rotated away.</summary>
internal sealed class FollowedFile : IDisposable
{
    /// <summary>A log's first bytes hold times, so that no two logs have the same.</summary>
    private const int HeadLength = 512;

    private readonly FileStream _file;
    private byte[] _head = Array.Empty<byte>();
    private long _length;

    private FollowedFile(FileStream file) => _file = file;

    internal Stream Stream => _file;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="wasThere">It was there before, so that whatever hinders now is a rotation under way.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="IOException">It could not be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="NotSupportedException">It is a pipe or a device.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static FollowedFile? TryOpen(string path, bool wasThere, CancellationToken cancellationToken)
    {
        try
        {
            return new FollowedFile(GzipOrPlain.OpenShared(path, cancellationToken));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException
            || (wasThere && e is IOException or UnauthorizedAccessException))
        {
            return null;
        }
    }

    /// <summary>
    /// Whether the file was emptied since it was read last (logrotate's copytruncate), be it that it has grown again past
    /// where reading stopped. Then it has been set back to its beginning.
    /// </summary>
    internal bool TryRestart()
    {
        long length = _file.Length;
        if (length == _length && length >= _file.Position)
        {
            return false;
        }

        _length = length;
        bool restarts = length < _file.Position || !HasHead(_head);
        if (restarts)
        {
            _file.Position = 0;
            _head = Array.Empty<byte>();
        }

        if (_head.Length < HeadLength)
        {
            _head = ReadHead();
        }

        return restarts;
    }

    /// <summary>The file that has taken this one's place at the path, once something is written in it; null where none has.</summary>
    internal FollowedFile? Successor(string path, CancellationToken cancellationToken)
    {
        FollowedFile? other = TryOpen(path, wasThere: true, cancellationToken);
        if (other is null)
        {
            return null;
        }

        // There is no file number to compare by on both frameworks and all systems. The same file does not get shorter from
        // one look to the next, and begins with the same bytes.
        long length = other._file.Length;
        bool isOther = length > 0 && (_file.Length < length || !HasHead(other.ReadHead()));
        if (!isOther)
        {
            other.Dispose();
        }

        return isOther ? other : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private bool HasHead(byte[] head)
    {
        byte[] own = ReadHead();
        return own.Length >= head.Length && own.AsSpan(0, head.Length).SequenceEqual(head);
    }

    private byte[] ReadHead()
    {
        long position = _file.Position;
        byte[] head = new byte[HeadLength];
        int filled = 0;
        _file.Position = 0;
        for (int read = 1; read > 0 && filled < head.Length; filled += read)
        {
            read = _file.Read(head, filled, head.Length - filled);
        }

        _file.Position = position;
        Array.Resize(ref head, filled);
        return head;
    }
}
