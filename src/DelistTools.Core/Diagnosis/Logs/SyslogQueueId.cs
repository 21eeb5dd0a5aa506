using System;
using System.Runtime.CompilerServices;

namespace DelistTools.Diagnosis;

/// <summary>The id of a message as Postfix and Sendmail write it into the log, behind the program's name.</summary>
internal static class SyslogQueueId
{
    /// <summary>
    /// The queue id before ": " and the name of a value. It stands behind the program, which ends with its process in
    /// brackets or is one of a suite; a text that only quotes such a line, as a header that cleanup tells about, stands elsewhere.
    /// </summary>
    [MethodImpl(HotPath.Compiled)]
    internal static bool TryRead(byte[] bytes, int start, int name, out ReadOnlySpan<byte> id)
    {
        id = default;
        int end = name - 2;
        if (end <= start || bytes[end] != ':' || bytes[end + 1] != ' ')
        {
            return false;
        }

        int at = end;
        while (at > start && end - at < 64 && IsLetterOrDigit(bytes[at - 1]))
        {
            at--;
        }

        id = bytes.AsSpan(at, end - at);
        if (at - 2 <= start || end - at < 5 || bytes[at - 1] != ' ')
        {
            return false;
        }

        byte before = bytes[at - 2];
        return before == ']' || before == '-' || (before == ':' && (bytes[at - 3] == ']' || FollowsPath(bytes, start, at - 3)));
    }

    /// <summary>The word that ends here is a program's of a suite, as in postfix/smtp.</summary>
    private static bool FollowsPath(byte[] bytes, int start, int at)
    {
        for (int i = at; i >= start && at - i < 64 && bytes[i] != ' '; i--)
        {
            if (bytes[i] == '/')
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLetterOrDigit(byte b) => b is >= (byte)'0' and <= (byte)'9' or >= (byte)'A' and <= (byte)'Z' or >= (byte)'a' and <= (byte)'z';
}
