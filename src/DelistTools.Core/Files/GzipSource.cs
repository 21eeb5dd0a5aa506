using System;
using System.IO;

namespace DelistTools.Files;

/// <summary>
/// The compressed bytes of a gzip file on their way to a decompressor that takes more of them than it needs and does not
/// say how many: the last ones are kept, so that reading can go on where a member really ended.
/// </summary>
internal sealed class GzipSource : ReadOnlyStream
{
    /// <summary>More than a decompressor asks for at a time.</summary>
    private const int Chunk = 8192;

    private readonly Stream _file;
    private readonly byte[] _bytes = new byte[4 * Chunk];
    private int _at;
    private int _end;
    private int _member;

    internal GzipSource(Stream file) => _file = file;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_at == _end && !Fill())
        {
            return 0;
        }

        int read = Math.Min(Math.Min(count, _end - _at), Chunk);
        Buffer.BlockCopy(_bytes, _at, buffer, offset, read);
        _at += read;
        return read;
    }

    /// <inheritdoc/>
    public override int ReadByte() => _at < _end || Fill() ? _bytes[_at++] : -1;

    /// <summary>What is taken from here on is a member's.</summary>
    internal void BeginMember() => _member = _at;

    /// <summary>Goes on behind the end of a member, among the bytes that were taken last.</summary>
    /// <param name="trailer">The eight bytes with which the member ends.</param>
    /// <returns>False where they do not stand there.</returns>
    internal bool TryEndMember(byte[] trailer)
    {
        // The trailer may begin where the bytes that were taken end, and the next member stands behind it.
        while (_end - _at < trailer.Length + 2 && Fill())
        {
        }

        int first = -1;
        for (int from = _member; from < _end; from++)
        {
            int found = _bytes.AsSpan(from, _end - from).IndexOf(trailer);
            if (found < 0)
            {
                break;
            }

            from += found;
            int behind = from + trailer.Length;
            first = first < 0 ? behind : first;

            // Of an empty member the trailer is zeros, and stands among others; where it really ends, a member begins or nothing.
            if (behind == _end || (behind + 1 < _end && _bytes[behind] == 0x1F && _bytes[behind + 1] == 0x8B))
            {
                first = behind;
                break;
            }
        }

        _at = first < 0 ? _at : first;
        return first >= 0;
    }

    /// <summary>Reads on; two chunks of what was taken stay.</summary>
    private bool Fill()
    {
        if (_end + Chunk > _bytes.Length)
        {
            int dropped = Math.Max(_at - (2 * Chunk), 0);
            Buffer.BlockCopy(_bytes, dropped, _bytes, 0, _end - dropped);
            _at -= dropped;
            _end -= dropped;
            _member = Math.Max(_member - dropped, 0);
        }

        int read = _file.Read(_bytes, _end, Math.Min(Chunk, _bytes.Length - _end));
        _end += read;
        return read > 0;
    }
}
