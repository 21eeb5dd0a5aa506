using System;
using System.Runtime.CompilerServices;

namespace DelistTools.Diagnosis;

/// <summary>
/// What Postfix gives as the reason of a delivery that failed, in the brackets after <c>status=</c>: what a host said, or in
/// its own words what went wrong.
/// </summary>
internal readonly struct PostfixReason
{
    private const string InReply = " (in reply to ";

    private static readonly string[] Verbs = { " said: ", " refused to talk to me: ", " refused to start TLS: " };

    private static readonly (string Words, SmtpStage Stage)[] Ends =
    {
        ("RCPT TO command", SmtpStage.Recipient),
        ("MAIL FROM command", SmtpStage.MailFrom),
        ("end of DATA command", SmtpStage.Data),
        ("DATA command", SmtpStage.Data),
    };

    /// <summary>While Postfix did what a connection was lost, or the time ran out.</summary>
    private static readonly (string Words, SmtpStage Stage)[] Actions =
    {
        ("greeting", SmtpStage.Connect),
        ("EHLO", SmtpStage.Hello),
        ("HELO", SmtpStage.Hello),
        ("LHLO", SmtpStage.Hello),
        ("TLS", SmtpStage.StartTls),
        ("AUTH", SmtpStage.Authenticate),
        ("MAIL FROM", SmtpStage.MailFrom),
        ("RCPT TO", SmtpStage.Recipient),
        ("DATA", SmtpStage.Data),
        ("data", SmtpStage.Data),
        ("message", SmtpStage.Data),
    };

    private PostfixReason(string? host, string? address, SmtpStage? stage, string reply)
    {
        Host = host;
        Address = address;
        Stage = stage;
        Reply = reply;
    }

    /// <summary>The host that the reason speaks of; null where it speaks of none.</summary>
    internal string? Host { get; }

    internal string? Address { get; }

    internal SmtpStage? Stage { get; }

    /// <summary>What the host said; Postfix' own words where it said nothing.</summary>
    internal string Reply { get; }

    /// <summary>Takes a reason apart.</summary>
    /// <param name="reason">The words between the brackets.</param>
    [MethodImpl(HotPath.Compiled)]
    internal static PostfixReason Read(string reason)
    {
        int verb = -1;
        int place = -1;
        for (int i = 0; i < Verbs.Length; i++)
        {
            int at = place < 0 ? reason.IndexOf(Verbs[i], StringComparison.Ordinal) : reason.IndexOf(Verbs[i], 0, place, StringComparison.Ordinal);
            (verb, place) = at >= 0 ? (i, at) : (verb, place);
        }

        if (verb >= 0 && TryReadHost(reason, reason.LastIndexOf('[', place), place, out string? host, out string? address))
        {
            string reply = reason.Substring(place + Verbs[verb].Length);
            int end = reply.LastIndexOf(InReply, StringComparison.Ordinal);
            SmtpStage? stage = verb switch
            {
                0 => end < 0 ? null : StageOf(reply.Substring(end + InReply.Length)),
                1 => SmtpStage.Connect,
                _ => SmtpStage.StartTls,
            };
            return new PostfixReason(host, address, stage, end < 0 ? reply : reply.Substring(0, end));
        }

        return OwnWords(reason);
    }

    private static PostfixReason OwnWords(string reason)
    {
        string? host = null;
        string? address = null;
        for (int at = reason.IndexOf('['); at >= 0 && host is null; at = reason.IndexOf('[', at + 1))
        {
            if (TryReadHost(reason, at, reason.Length, out string? name, out string? found) && found is not null)
            {
                (host, address) = (name, found);
            }
        }

        SmtpStage? stage = null;
        int doing = reason.IndexOf(" while ", StringComparison.Ordinal);
        if (doing >= 0)
        {
            stage = FirstOf(reason, doing);
        }
        else if (reason.IndexOf("connect to ", StringComparison.Ordinal) is >= 0 and < 40)
        {
            stage = SmtpStage.Connect;
        }
        else if (reason.IndexOf("TLS", StringComparison.Ordinal) >= 0 || reason.StartsWith("Server certificate", StringComparison.Ordinal))
        {
            stage = SmtpStage.StartTls;
        }

        return new PostfixReason(host, address, stage, reason);
    }

    /// <summary>Reads <c>mx.example.net[192.0.2.1]</c>, whose bracket is given. A socket's path instead of the address is none.</summary>
    private static bool TryReadHost(string text, int bracket, int end, out string? host, out string? address)
    {
        host = address = null;
        int close = bracket <= 0 ? -1 : text.IndexOf(']', bracket, end - bracket);
        if (close < 0 || close - bracket > 64)
        {
            return false;
        }

        int start = text.LastIndexOf(' ', bracket - 1) + 1;
        if (start == bracket || bracket - start > 255)
        {
            return false;
        }

        host = text.Substring(start, bracket - start);
        string inside = text.Substring(bracket + 1, close - bracket - 1);
        address = IsAddress(inside) ? inside : null;
        return true;
    }

    private static bool IsAddress(string text)
    {
        bool parted = false;
        foreach (char c in text)
        {
            parted |= c is '.' or ':';
            if (c is not (>= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F' or '.' or ':' or '%'))
            {
                return false;
            }
        }

        return parted;
    }

    private static SmtpStage? StageOf(string words)
    {
        foreach ((string known, SmtpStage stage) in Ends)
        {
            if (words.StartsWith(known, StringComparison.Ordinal))
            {
                return stage;
            }
        }

        return StageWords.Find(words);
    }

    private static SmtpStage? FirstOf(string text, int from)
    {
        foreach ((string words, SmtpStage stage) in Actions)
        {
            if (text.IndexOf(words, from, StringComparison.Ordinal) >= 0)
            {
                return stage;
            }
        }

        return null;
    }
}
