using System;
using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>
/// A recipient's status as Exchange and Microsoft 365 write it: the reply alone, or
/// <c>[{LRT=...};{LED=550 5.7.1 ...};{FQDN=mx.example.net};{IP=192.0.2.1}]</c>.
/// </summary>
internal readonly struct ExchangeStatus
{
    private static readonly string[] Ends = { "};{", "}]", "}.", "}" };

    private ExchangeStatus(string reply, string? host, string? address)
    {
        Reply = reply;
        Host = host;
        Address = address;
    }

    internal string Reply { get; }

    internal string? Host { get; }

    internal string? Address { get; }

    /// <summary>Takes a status apart.</summary>
    internal static ExchangeStatus Read(string status) => status.IndexOf("{LED=", StringComparison.OrdinalIgnoreCase) < 0
        ? new ExchangeStatus(Innermost(status), null, null)
        : new ExchangeStatus(Innermost(Part(status, "LED") ?? status), Part(status, "FQDN"), Part(status, "IP"));

    /// <summary>Shares the status of a row out among its recipients, which has one each, separated by semicolons, or one for all.</summary>
    internal static IReadOnlyList<string> Split(string status, int recipients)
    {
        List<string> parts = new();
        bool bracketed = status.StartsWith("[{", StringComparison.Ordinal);
        int from = 0;
        for (int at = status.IndexOf(';'); at >= 0 && recipients > 1; at = status.IndexOf(';', at + 1))
        {
            bool isBorder = bracketed
                ? at > 0 && status[at - 1] == ']' && at + 1 < status.Length && status[at + 1] == '['
                : SmtpReplyText.Code(status.Substring(at + 1).TrimStart()) is not null;
            if (isBorder)
            {
                parts.Add(status.Substring(from, at - from));
                from = at + 1;
            }
        }

        parts.Add(status.Substring(from).TrimStart());
        return parts.Count == recipients ? parts : new[] { status };
    }

    private static string? Part(string status, string name)
    {
        int at = status.IndexOf("{" + name + "=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        int start = at + name.Length + 2;
        int end = -1;
        for (int i = 0; i < Ends.Length && end < 0; i++)
        {
            end = status.IndexOf(Ends[i], start, StringComparison.Ordinal);
        }

        string value = (end < 0 ? status.Substring(start) : status.Substring(start, end - start)).Trim();
        return value.Length > 0 ? value : null;
    }

    /// <summary>What the other server said, which Exchange quotes in its own words.</summary>
    private static string Innermost(string reply)
    {
        foreach ((string open, char close) in new[] { (": \"", '"'), ("returned '", '\''), ("-> ", '\0') })
        {
            int at = reply.LastIndexOf(open, StringComparison.Ordinal);
            int start = at + open.Length;
            if (at >= 0 && SmtpReplyText.Code(reply.Substring(start)) is >= 400)
            {
                int end = close == '\0' ? reply.Length : reply.LastIndexOf(close);
                return end > start ? reply.Substring(start, end - start) : reply.Substring(start);
            }
        }

        return reply;
    }
}
