using System;
using System.Buffers;
using System.IO;
using System.Text;

namespace DelistTools.Mail;

/// <summary>
/// The octets of a message as a parser wants them: line feeds alone at the ends of lines, no byte order mark, no empty lines
/// before the header, UTF-8 in place of UTF-16, and an empty line behind the header though the sender forgot it.
/// </summary>
internal static class MailBytes
{
    /// <summary>
    /// What a server says stands before what it sends back. The rest of a message that is larger is not looked at.
    /// </summary>
    internal const int Longest = 8 * 1024 * 1024;

    /// <summary>As many lines that are no field are looked at in search of the end of a header.</summary>
    private const int LongestHeader = 512 * 1024;

    private const byte LineFeed = (byte)'\n';

    /// <summary>Reads a message up to its longest, whatever the stream can do.</summary>
    internal static byte[] Read(Stream stream, System.Threading.CancellationToken cancellationToken)
    {
        // A folder holds thousands of messages, most of them smaller than any buffer that is large enough for all.
        byte[] buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            int length = Fill(stream, buffer, 0, cancellationToken);
            if (length < buffer.Length)
            {
                return buffer.AsSpan(0, length).ToArray();
            }

            using MemoryStream read = new();
            for (; length > 0 && read.Length < Longest; length = Fill(stream, buffer, read.Length, cancellationToken))
            {
                read.Write(buffer, 0, length);
            }

            return read.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads until the buffer is full, the stream ends, or the longest message is reached.</summary>
    private static int Fill(Stream stream, byte[] buffer, long before, System.Threading.CancellationToken cancellationToken)
    {
        int room = (int)Math.Min(buffer.Length, Longest - before);
        int filled = 0;
        for (int count = 1; count > 0 && filled < room; filled += count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            count = stream.Read(buffer, filled, room - filled);
        }

        return filled;
    }

    /// <summary>The message as a parser wants it.</summary>
    /// <param name="raw">The octets as they came.</param>
    /// <param name="envelopeSender">The address of the "From " line of a mailbox, if the message began with one.</param>
    internal static byte[] Normalise(byte[] raw, out string? envelopeSender)
    {
        byte[] lines = WithLineFeeds(AsUtf8(raw));
        envelopeSender = null;
        int start = SkipEmptyLines(lines, 0);
        while (IsFromLine(lines, start))
        {
            int end = EndOfLine(lines, start);
            envelopeSender ??= Sender(Encoding.ASCII.GetString(lines, start, end - start));
            start = SkipEmptyLines(lines, end + 1);
        }

        return WithSeparator(lines, Math.Min(start, lines.Length));
    }

    /// <summary>"From ", with the address and the date that the format of mailboxes has there.</summary>
    internal static bool IsFromLine(byte[] text, int start)
    {
        int at = start < text.Length && text[start] == (byte)'>' ? start + 1 : start;
        return at + 5 <= text.Length && text[at] == 'F' && text[at + 1] == 'r' && text[at + 2] == 'o' && text[at + 3] == 'm' && text[at + 4] == ' ';
    }

    private static string Sender(string line)
    {
        string[] words = line.Split(new[] { ' ' }, 3, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 ? words[1].Trim('<', '>') : "";
    }

    private static byte[] AsUtf8(byte[] raw)
    {
        if (raw.Length >= 2 && ((raw[0] == 0xFF && raw[1] == 0xFE) || (raw[0] == 0xFE && raw[1] == 0xFF)))
        {
            Encoding encoding = raw[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            return Encoding.UTF8.GetBytes(encoding.GetString(raw, 2, raw.Length - 2));
        }

        if (raw.Length >= 3 && raw[0] == 0xEF && raw[1] == 0xBB && raw[2] == 0xBF)
        {
            byte[] rest = new byte[raw.Length - 3];
            Array.Copy(raw, 3, rest, 0, rest.Length);
            return rest;
        }

        return raw;
    }

    /// <summary>CR LF, CR CR LF, and CR alone become LF.</summary>
    private static byte[] WithLineFeeds(byte[] raw)
    {
        if (Array.IndexOf(raw, (byte)'\r') < 0)
        {
            return raw;
        }

        byte[] lines = new byte[raw.Length];
        int length = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\r')
            {
                lines[length++] = raw[i];
                continue;
            }

            i += i + 2 < raw.Length && raw[i + 1] == '\r' && raw[i + 2] == LineFeed ? 2 : i + 1 < raw.Length && raw[i + 1] == LineFeed ? 1 : 0;
            lines[length++] = LineFeed;
        }

        Array.Resize(ref lines, length);
        return lines;
    }

    /// <summary>
    /// The message from there on, with an empty line before the first line that is no field. One such line between fields is
    /// the rest of a field that was folded without a space.
    /// </summary>
    private static byte[] WithSeparator(byte[] lines, int start)
    {
        using MemoryStream whole = new(lines.Length - start + 16);
        int at = start;
        while (at < lines.Length && at - start < LongestHeader && lines[at] != LineFeed)
        {
            int end = EndOfLine(lines, at);
            if (lines[at] is not ((byte)' ' or (byte)'\t') && !IsField(lines, at, end))
            {
                bool isRest = at > start && end + 1 < lines.Length && IsField(lines, end + 1, EndOfLine(lines, end + 1));
                whole.WriteByte(isRest ? (byte)' ' : LineFeed);
                if (!isRest)
                {
                    break;
                }
            }

            whole.Write(lines, at, Math.Min(end + 1, lines.Length) - at);
            at = end + 1;
        }

        if (at < lines.Length)
        {
            whole.Write(lines, at, lines.Length - at);
        }

        return whole.ToArray();
    }

    private static bool IsField(byte[] lines, int start, int end)
    {
        int at = start;
        while (at < end && lines[at] is > (byte)' ' and < 127 and not (byte)':')
        {
            at++;
        }

        int colon = at;
        while (colon < end && lines[colon] is (byte)' ' or (byte)'\t')
        {
            colon++;
        }

        return at > start && at - start <= 80 && colon < end && lines[colon] == ':';
    }

    private static int SkipEmptyLines(byte[] lines, int start)
    {
        int at = start;
        for (int i = start; i < lines.Length && lines[i] is (byte)' ' or (byte)'\t' or LineFeed; i++)
        {
            at = lines[i] == LineFeed ? i + 1 : at;
        }

        return at;
    }

    private static int EndOfLine(byte[] lines, int start)
    {
        int end = start < lines.Length ? Array.IndexOf(lines, LineFeed, start) : -1;
        return end < 0 ? lines.Length : end;
    }
}
