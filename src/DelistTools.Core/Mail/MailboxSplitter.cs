using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;

namespace DelistTools.Mail;

/// <summary>
/// The messages of a mailbox in the format mbox (RFC 4155), one after the other, whatever its line ends. A message begins at
/// a "From " line, which a line of text is told from by the time and the year that stand in it, or, as Thunderbird writes it,
/// by nothing that stands in it and no line before it.
/// </summary>
internal static class MailboxSplitter
{
    private const int LongestFromLine = 512;

    /// <summary>The octets of each message with its "From " line; of one that is too long, its beginning.</summary>
    internal static IEnumerable<byte[]> Split(Stream mailbox, CancellationToken cancellationToken)
    {
        using MemoryStream message = new();
        byte[] buffer = new byte[81_920];
        byte[] line = new byte[LongestFromLine];
        int length = 0;
        bool afterEmpty = true;
        byte lastEnd = 0;
        int count;
        while ((count = mailbox.Read(buffer, 0, buffer.Length)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int from = 0;
            while (from < count)
            {
                int end = EndOfLine(buffer, from, count);
                bool ends = end < count;
                int next = ends ? end + 1 : end;
                int room = Math.Min(end - from, line.Length - length);
                Array.Copy(buffer, from, line, length, room);
                length += room;
                if (ends)
                {
                    if (IsFromLine(line, length) || (afterEmpty && IsBareFromLine(line, length)))
                    {
                        // What was written of this line already stood in an earlier piece of the stream.
                        int written = length - room;
                        if (message.Length > written)
                        {
                            message.SetLength(message.Length - written);
                            yield return message.ToArray();
                        }

                        message.SetLength(0);
                        message.Write(line, 0, written);
                    }

                    // The line feed of CR LF ends no line of its own.
                    bool isSecond = length == 0 && lastEnd == '\r' && buffer[end] == '\n';
                    afterEmpty = isSecond ? afterEmpty : length == 0;
                    lastEnd = isSecond ? (byte)0 : buffer[end];
                    length = 0;
                }

                message.Write(buffer, from, (int)Math.Min(next - from, Math.Max(0, MailBytes.Longest - message.Length)));
                from = next;
            }
        }

        if (message.Length > 0)
        {
            yield return message.ToArray();
        }
    }

    private static int EndOfLine(byte[] buffer, int from, int count)
    {
        int at = from;
        while (at < count && buffer[at] is not ((byte)'\n' or (byte)'\r'))
        {
            at++;
        }

        return at;
    }

    /// <summary>Nothing but "From ".</summary>
    private static bool IsBareFromLine(byte[] line, int length) =>
        length == 5 && line[0] == 'F' && line[1] == 'r' && line[2] == 'o' && line[3] == 'm' && line[4] == ' ';

    /// <summary>"From ", then a word that is the sender, and behind it a time and a year.</summary>
    private static bool IsFromLine(byte[] line, int length)
    {
        if (length < 20 || length == LongestFromLine || line[0] != 'F' || line[1] != 'r' || line[2] != 'o' || line[3] != 'm' || line[4] != ' ')
        {
            return false;
        }

        bool time = false;
        foreach (string word in Encoding.ASCII.GetString(line, 5, length - 5).Split(' '))
        {
            bool year = word.Length == 4 && (word.StartsWith("19", StringComparison.Ordinal) || word.StartsWith("20", StringComparison.Ordinal))
                && char.IsDigit(word[2]) && char.IsDigit(word[3]);
            if (year && time)
            {
                return true;
            }

            time |= word.Length >= 5 && word[2] == ':' && char.IsDigit(word[0]) && char.IsDigit(word[1]) && char.IsDigit(word[3]);
        }

        return false;
    }
}
