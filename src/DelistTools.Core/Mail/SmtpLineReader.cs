using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Mail;

/// <summary>
/// Reads replies as servers send them, right or wrong: lines that end with a line feed alone, codes that differ, words in
/// any charset, and no more of them than a reply can have.
/// </summary>
internal sealed class SmtpLineReader
{
    /// <summary>RFC 5321, section 4.5.3.1.5 has 512 octets; what goes on longer is cut.</summary>
    private const int LongestLine = 4_096;

    private const int MostLines = 500;

    /// <summary>A server that says more than that in one reply is left.</summary>
    private const int LongestReply = 262_144;

    private readonly byte[] _buffer = new byte[8_192];
    private readonly byte[] _line = new byte[LongestLine];
    private int _length;
    private int _start;
    private int _end;
    private int _taken;

    /// <summary>Bytes that came and were not asked for: before TLS begins there must be none.</summary>
    internal bool HasUnread => _start < _end;

    /// <summary>Drops what came and was not asked for.</summary>
    internal void Clear() => _start = _end = 0;

    /// <summary>One reply, to its last line.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="heard">Told of each line.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="ObjectDisposedException">The connection was closed by who waits for it.</exception>
    internal async Task<SmtpAnswer> ReadAsync(Stream stream, Action<string> heard, CancellationToken cancellationToken)
    {
        List<string> lines = new();
        int code = 0;
        _taken = 0;
        try
        {
            while (true)
            {
                (string? line, bool ends) = await ReadLineAsync(stream, cancellationToken).ConfigureAwait(false);
                if (line is null)
                {
                    return new SmtpAnswer(code, lines, SmtpAnswerFault.Closed);
                }

                heard(line);
                lines.Add(line);
                int own = CodeOf(line);
                code = own > 0 ? own : code;
                if (own == 0 && lines.Count == 1)
                {
                    return new SmtpAnswer(0, lines, SmtpAnswerFault.NotSmtp);
                }

                if (!ends)
                {
                    return new SmtpAnswer(code, lines, SmtpAnswerFault.Closed);
                }

                if (own > 0 && (line.Length == 3 || line[3] != '-'))
                {
                    return new SmtpAnswer(code, lines, SmtpAnswerFault.None);
                }

                if (lines.Count >= MostLines || _taken >= LongestReply)
                {
                    return new SmtpAnswer(code, lines, SmtpAnswerFault.TooLong);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            if (_length > 0)
            {
                // What came of a line before it broke off is worth showing.
                lines.Add(Text());
                heard(lines[lines.Count - 1]);
                code = CodeOf(lines[lines.Count - 1]) is > 0 and int cut ? cut : code;
            }

            throw new SmtpBrokenException(new SmtpAnswer(code, lines, SmtpAnswerFault.Reset, e.GetBaseException().Message), e);
        }
    }

    /// <summary>The reply code that a line begins with, 200 to 599; 0 where it begins with none.</summary>
    private static int CodeOf(string line) =>
        line.Length >= 3 && line[0] is >= '2' and <= '5' && line[1] is >= '0' and <= '9' && line[2] is >= '0' and <= '9'
        && (line.Length == 3 || line[3] is ' ' or '-' or '\t')
            ? ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + line[2] - '0'
            : 0;

    /// <summary>The next line without its end; null at the end of the connection, and false where the connection ended it.</summary>
    private async Task<(string? Line, bool Ends)> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        _length = 0;
        while (true)
        {
            int feed = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            int stop = feed < 0 ? _end : feed;
            int room = Math.Min(stop - _start, LongestLine - _length);
            Buffer.BlockCopy(_buffer, _start, _line, _length, room);
            _length += room;
            _taken += stop - _start;
            _start = feed < 0 ? stop : feed + 1;
            if (feed >= 0)
            {
                return (Text(), true);
            }

            if (_taken >= LongestReply)
            {
                return (Text(), true);
            }

            _start = 0;
            _end = 0;
            _end = await stream.ReadIntoAsync(_buffer, cancellationToken).ConfigureAwait(false);
            if (_end == 0)
            {
                return (_length == 0 ? null : Text(), false);
            }
        }
    }

    /// <summary>As UTF-8 (RFC 6531) where it is that, and else as Latin-1, which takes any octet.</summary>
    private string Text()
    {
        string text = MailCharsets.Decode(_line, _length, null);
        _length = 0;
        return text.TrimEnd('\r');
    }
}
