using System;
using System.Runtime.CompilerServices;

namespace DelistTools.Diagnosis;

/// <summary>
/// What syslog sets before a message: priority, time, host, and the program with its process (RFC 3164, section 4.1; RFC
/// 5424, section 6.2), also where a container's log has set its own name and time before that.
/// </summary>
internal readonly struct SyslogHeader
{
    private SyslogHeader(DateTimeOffset? at, string? host, int end)
    {
        At = at;
        Host = host;
        End = end;
    }

    internal DateTimeOffset? At { get; }

    /// <summary>The host that wrote the line; null where the line does not say.</summary>
    internal string? Host { get; }

    /// <summary>Where the program's name begins, or the message where none is given.</summary>
    internal int End { get; }

    /// <param name="line">The line.</param>
    /// <param name="clock">What its time leaves out.</param>
    [MethodImpl(HotPath.Compiled)]
    internal static SyslogHeader Read(string line, LogClock clock)
    {
        int at = SkipPriority(line, SkipBlank(line, 0));
        DateTimeOffset? time = null;
        bool timed = false;
        while (true)
        {
            // Of the container's time and the program's own, the second is the program's; it may have no zone, but the same
            // instant with a zone is known by then.
            if (LogTimestamp.TryRead(line, ref at, clock, out DateTimeOffset? found))
            {
                time ??= found;
                timed = true;
            }
            else if (!TrySkipContainer(line, ref at, timed))
            {
                break;
            }
        }

        int space = line.IndexOf(' ', at);
        string host = space > at ? line.Substring(at, space - at) : "";
        bool isHost = host.Length is > 0 and <= 255 && host[host.Length - 1] != ':' && host.IndexOfAny(NoHost) < 0 && (timed || at == 0);
        return new SyslogHeader(time, isHost ? host : null, isHost ? SkipBlank(line, space) : at);
    }

    private static readonly char[] NoHost = { '[', '/', '=', '<', '>', '@', '(' };

    private static int SkipBlank(string line, int at)
    {
        while (at < line.Length && line[at] is ' ' or '\t' or '\0' or '\uFEFF')
        {
            at++;
        }

        return at;
    }

    /// <summary>The priority in angle brackets, and the version that RFC 5424 sets after it.</summary>
    private static int SkipPriority(string line, int at)
    {
        if (at >= line.Length || line[at] != '<')
        {
            return at;
        }

        int end = line.IndexOf('>', at, Math.Min(5, line.Length - at));
        return end < 0 ? at : string.CompareOrdinal(line, end + 1, "1 ", 0, 2) == 0 ? end + 3 : end + 1;
    }

    /// <summary><c>mail-1  | </c> of docker compose, <c>stdout F </c> of a container runtime.</summary>
    private static bool TrySkipContainer(string line, ref int at, bool timed)
    {
        if (timed)
        {
            bool stream = string.CompareOrdinal(line, at, "stdout ", 0, 7) == 0 || string.CompareOrdinal(line, at, "stderr ", 0, 7) == 0;
            if (stream && at + 9 <= line.Length && line[at + 8] == ' ')
            {
                at += 9;
                return true;
            }
        }

        int space = line.IndexOf(' ', at);
        int bar = space < 0 ? -1 : SkipBlank(line, space);
        if (timed || bar < 0 || bar + 1 >= line.Length || line[bar] != '|')
        {
            return false;
        }

        at = SkipBlank(line, bar + 1);
        return true;
    }
}
