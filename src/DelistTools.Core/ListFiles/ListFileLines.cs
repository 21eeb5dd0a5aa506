using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;

namespace DelistTools.ListFiles;

/// <summary>
/// The lines of a file as bytes in one buffer, without a string for any: UTF-8, or what else has its letters; UTF-16 where
/// a byte order mark says so, as Windows PowerShell writes it.
/// </summary>
internal sealed class ListFileLines : IDisposable
{
    private const int BufferLength = 512 * 1024;

    private readonly string _path;
    private readonly CancellationToken _stopping;
    private Stream _stream;
    private byte[] _bytes = new byte[BufferLength];
    private int _next;
    private int _filled;
    private long _total;
    private bool _ended;

    /// <param name="stream">What is in the file; closed with this.</param>
    /// <param name="path">By what name it is spoken of.</param>
    /// <param name="stopping">Ends the reading.</param>
    /// <exception cref="ListFileException">It is no text.</exception>
    internal ListFileLines(Stream stream, string path, CancellationToken stopping)
    {
        _stream = stream;
        _path = path;
        _stopping = stopping;
        Fill();
        if (Starts(0xFF, 0xFE) || Starts(0xFE, 0xFF))
        {
            // What has been read of it goes before the rest.
            _stream = new Utf16Text(new MemoryStream(_bytes, 0, _filled), stream, isBigEndian: _bytes[0] == 0xFE);
            _bytes = new byte[BufferLength];
            _filled = 0;
            _total = 0;
            _ended = false;
            Fill();
        }
        else if (_filled >= 3 && Starts(0xEF, 0xBB) && _bytes[2] == 0xBF)
        {
            _next = 3;
        }

        RejectBinary(0, _filled);
    }

    /// <summary>The buffer that the line stands in, until the next is read.</summary>
    internal byte[] Bytes => _bytes;

    /// <summary>Where the line begins, without blanks before it.</summary>
    internal int Start { get; private set; }

    /// <summary>Where it ends, without blanks behind it.</summary>
    internal int End { get; private set; }

    /// <summary>The line's number, from 1.</summary>
    internal int Number { get; private set; }

    /// <summary>Nothing ends the line but the end of the file: the rest of it may have been torn off.</summary>
    internal bool IsUnended { get; private set; }

    /// <summary>The whole lines at the beginning of the file: from, and up to.</summary>
    internal int HeadStart => _next;

    internal int HeadEnd
    {
        get
        {
            int last = _filled > _next ? Array.LastIndexOf(_bytes, (byte)'\n', _filled - 1, _filled - _next) + 1 : _filled;
            return last <= _next ? _filled : last;
        }
    }

    /// <summary>Goes on to the next line; false at the end.</summary>
    /// <exception cref="ListFileException">It is too long, or no text.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    [MethodImpl(HotPath.Compiled)]
    internal bool Next()
    {
        int end = Array.IndexOf(_bytes, (byte)'\n', _next, _filled - _next);
        while (end < 0 && !_ended)
        {
            if (_filled - _next > ListFileLimits.LineLength)
            {
                throw TooLong();
            }

            int searched = _filled - _next;
            FillMore();
            end = Array.IndexOf(_bytes, (byte)'\n', _next + searched, _filled - _next - searched);
        }

        if (end < 0)
        {
            if (_next == _filled)
            {
                return false;
            }

            end = _filled;
            IsUnended = true;
        }

        int start = _next;
        if (end - start > ListFileLimits.LineLength)
        {
            throw TooLong();
        }

        Number++;

        _next = Math.Min(end + 1, _filled);
        while (start < end && ByteText.IsMargin(_bytes[start]))
        {
            start++;
        }

        while (end > start && ByteText.IsMargin(_bytes[end - 1]))
        {
            end--;
        }

        Start = start;
        End = end;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private bool Starts(byte first, byte second) => _filled >= 2 && _bytes[0] == first && _bytes[1] == second;

    private ListFileException TooLong() => ListFileException.Invalid(
        _path, ListFileException.Describe(Number + 1, "it has more than " + ListFileLimits.LineLength + " bytes, so that this is no list"));

    private void FillMore()
    {
        _stopping.ThrowIfCancellationRequested();
        Buffer.BlockCopy(_bytes, _next, _bytes, 0, _filled - _next);
        _filled -= _next;
        _next = 0;
        int before = _filled;
        Fill();
        RejectBinary(before, _filled);
    }

    private void Fill()
    {
        while (_filled < _bytes.Length)
        {
            int read = _stream.Read(_bytes, _filled, _bytes.Length - _filled);
            if (read == 0)
            {
                _ended = true;
                return;
            }

            _filled += read;
            _total += read;
        }

        if (_total > ListFileLimits.Bytes)
        {
            throw ListFileException.Invalid(_path, "it has more than " + (ListFileLimits.Bytes >> 20) + " MB");
        }
    }

    private void RejectBinary(int from, int to)
    {
        if (Array.IndexOf(_bytes, (byte)0, from, to - from) >= 0)
        {
            throw ListFileException.Invalid(_path, "it is no text file: there are bytes in it that no list has");
        }
    }
}
