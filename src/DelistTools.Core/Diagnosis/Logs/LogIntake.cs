using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;

namespace DelistTools.Diagnosis;

/// <summary>
/// Reads a log in blocks, gives whole lines of it to the format that the log is of, and carries the line that a block's end
/// tore over to the next. Of fixed size, however long the log or a line is.
/// </summary>
internal sealed class LogIntake
{
    /// <summary>Large enough that reading costs little, small enough that a processor's cache holds it.</summary>
    internal const int BlockSize = 262_144;

    private readonly byte[] _block = new byte[BlockSize];
    private readonly LogFormats _formats;
    private ILogSink? _sink;
    private Decoder? _utf16;
    private byte[] _raw = Array.Empty<byte>();
    private char[] _chars = Array.Empty<char>();
    private int _filled;
    private bool _begun;
    private bool _cut;

    /// <summary>Lines end with a carriage return alone.</summary>
    private bool _bareReturns;

    internal LogIntake(LogClock clock) => _formats = new LogFormats(clock);

    /// <summary>Nothing more can be read before <see cref="Take"/>.</summary>
    internal bool IsFull => _block.Length - _filled < (_utf16 is null ? 1 : BlockSize / 4);

    /// <summary>Reads what the log gives at once.</summary>
    /// <returns>How many of its bytes were read; 0 at its end.</returns>
    /// <exception cref="IOException">It could not be read.</exception>
    internal int Read(Stream log)
    {
        if (_utf16 is not null)
        {
            return ReadUtf16(log);
        }

        int start = _filled;
        int read = log.Read(_block, _filled, _block.Length - _filled);
        _filled += read;
        if (!_begun && _filled >= 4)
        {
            _begun = true;
            Begin();
            start = 0;
        }

        for (int i = start; _bareReturns && i < _filled; i++)
        {
            _block[i] = _block[i] == (byte)'\r' ? (byte)'\n' : _block[i];
        }

        return read;
    }

    /// <summary>Looks for refusals in the whole lines that were read.</summary>
    internal void Take(List<FoundRefusal> found) => Take(found, isEnd: false);

    /// <summary>Looks for refusals in all that was read, also in a last line without an end; what is read next is another log.</summary>
    internal void End(List<FoundRefusal> found)
    {
        Take(found, isEnd: true);
        _sink?.End(found);
        Forget();
    }

    /// <summary>Drops the line that has no end yet; what is read next is another log.</summary>
    internal void Forget()
    {
        _sink = null;
        _utf16 = null;
        _filled = 0;
        _begun = _cut = _bareReturns = false;
    }

    [MethodImpl(HotPath.Compiled)]
    private void Take(List<FoundRefusal> found, bool isEnd)
    {
        int start = 0;
        if (_cut)
        {
            int rest = _block.AsSpan(0, _filled).IndexOf((byte)'\n');
            start = rest < 0 ? _filled : rest + 1;
            _cut = rest < 0;
        }

        int length = _block.AsSpan(start, _filled - start).LastIndexOf((byte)'\n');
        int end = isEnd ? _filled : start + length + 1;
        if (end == start && _filled - start > BlockSize / 2)
        {
            // No line is that long, unless a hole was left in the file: that reads as zeros.
            int zeros = start;
            while (zeros < _filled && _block[zeros] == 0)
            {
                zeros++;
            }

            _cut = zeros == start;
            (start, end) = _cut ? (start, _filled) : (zeros, zeros);
        }

        if (end > start)
        {
            _sink ??= _formats.Find(_block, start, end);
            _sink.Add(_block, start, end, found);
        }

        Buffer.BlockCopy(_block, end, _block, 0, _filled - end);
        _filled -= end;
    }

    /// <summary>A log that Windows PowerShell wrote, or an export, may be UTF-16; it becomes UTF-8 as it is read.</summary>
    private void Begin()
    {
        _bareReturns = Array.IndexOf(_block, (byte)'\r', 0, _filled) >= 0 && Array.IndexOf(_block, (byte)'\n', 0, _filled) < 0;
        bool little = _block[0] == 0xFF && _block[1] == 0xFE;
        if (!little && !(_block[0] == 0xFE && _block[1] == 0xFF))
        {
            return;
        }

        _bareReturns = false;
        _utf16 = new UnicodeEncoding(!little, byteOrderMark: false).GetDecoder();
        _raw = new byte[BlockSize / 4];
        _chars = new char[(BlockSize / 8) + 2];
        byte[] first = _block.Skip(2).Take(_filled - 2).ToArray();
        _filled = 0;
        using MemoryStream stream = new(first);
        while (ReadUtf16(stream) > 0)
        {
        }
    }

    private int ReadUtf16(Stream log)
    {
        // A character of two bytes may become one of three.
        int room = Math.Min(_raw.Length, (_block.Length - _filled - 8) / 2);
        int read = log.Read(_raw, 0, room);
        int chars = _utf16!.GetChars(_raw, 0, read, _chars, 0, flush: false);
        _filled += Encoding.UTF8.GetBytes(_chars, 0, chars, _block, _filled);
        return read;
    }
}
