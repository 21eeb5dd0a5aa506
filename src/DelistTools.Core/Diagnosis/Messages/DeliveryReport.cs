using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Mail;

namespace DelistTools.Diagnosis;

/// <summary>
/// Reads the fields of delivery reports (RFC 3464; RFC 6533 for addresses in UTF-8), also where they are misspelt, lack their
/// types, or stand all in one group.
/// </summary>
internal static class DeliveryReport
{
    private static readonly string[] OfRecipient = { "final", "originalrec", "xactualrec", "action", "diagnos", "remotemta", "status", "lastattempt" };

    private static readonly BoundedRegex Enhanced = new(@"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)");

    private static readonly BoundedRegex Comment = new(@"(?<!\s)\s*\([^()]*\)");

    private static readonly BoundedRegex HostName = new(@"(?<name>(?:[a-z0-9_][a-z0-9_-]{0,62}\.){1,10}[a-z][a-z0-9-]{0,24})\.?(?![a-z0-9@-])");

    /// <summary>The recipients of a report, in its order.</summary>
    internal static IReadOnlyList<ReportedRecipient> Recipients(IReadOnlyList<MailFields> groups)
    {
        List<ReportedRecipient> recipients = new();
        MailFields message = MailFields.None;
        foreach (MailFields group in groups)
        {
            Dictionary<string, string> fields = Known(group);
            if (fields.ContainsKey("reportingmta") || fields.ContainsKey("arrivaldate") || fields.ContainsKey("receivedfrom"))
            {
                message = group;
            }

            if (fields.ContainsKey("final") || fields.ContainsKey("originalrec") || fields.ContainsKey("action") || fields.ContainsKey("diagnos")
                || (fields.ContainsKey("status") && recipients.Count == 0))
            {
                recipients.Add(Recipient(fields, Known(message)));
            }
        }

        // A group that only names a recipient says nothing beside one that tells of its fate.
        return recipients.Where(r => r.Fate != ReportedFate.Unknown || r.Diagnostic.Length > 0
            || !recipients.Any(o => o.Fate != ReportedFate.Unknown && (r.Addresses.Count == 0 || o.Addresses.Intersect(r.Addresses, StringComparer.OrdinalIgnoreCase).Any()))).ToList();
    }

    private static ReportedRecipient Recipient(Dictionary<string, string> fields, Dictionary<string, string> message)
    {
        List<string> addresses = new[] { Value(fields, "xactualrec"), Value(fields, "final"), Value(fields, "originalrec") }
            .Select(v => MailAddresses.First(v ?? "") ?? LocalName(v)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        string? status = Enhanced.Match(Value(fields, "status") ?? "") is { Success: true } found ? found.Value : null;
        string remote = WithoutType(Value(fields, "remotemta"), out _);
        string diagnostic = WithoutType(Value(fields, "diagnos"), out string type);

        // Some put the reply where only its code belongs.
        diagnostic = diagnostic.Length == 0 && SmtpReplyText.Code(Value(fields, "status") ?? "") is not null ? Value(fields, "status")! : diagnostic;
        return new ReportedRecipient
        {
            Address = addresses.FirstOrDefault(a => a.IndexOf('@') > 0) ?? addresses.FirstOrDefault(),
            Addresses = addresses,
            Fate = Fate(Value(fields, "action"), status, diagnostic),
            Status = status,
            DiagnosticType = type,
            Diagnostic = diagnostic,
            Supplement = Value(fields, "xsupplement") ?? "",
            RemoteMta = Host(remote),
            RemoteAddress = AddressScanner.Find(remote).Select(a => a.Address.ToString()).FirstOrDefault(),
            ReportingMta = Host(WithoutType(Value(message, "reportingmta"), out _)),
            QueueId = Value(message, "queueid"),
            At = MailDates.Read(Value(fields, "lastattempt")),
            ArrivedAt = MailDates.Read(Value(message, "arrivaldate")),
        };
    }

    /// <summary>The fields by the beginning of their names, without hyphens, since those are what is misspelt least.</summary>
    private static Dictionary<string, string> Known(MailFields group)
    {
        Dictionary<string, string> known = new(StringComparer.Ordinal);
        foreach (string name in group.Names)
        {
            string plain = new(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant).ToArray());
            string key = OfRecipient.FirstOrDefault(k => plain.StartsWith(k, StringComparison.Ordinal))
                ?? (plain.Contains("nostic") ? "diagnos"
                : plain.EndsWith("queueid", StringComparison.Ordinal) ? "queueid"
                : plain.StartsWith("xsupplement", StringComparison.Ordinal) ? "xsupplement"
                : plain.StartsWith("reportingmta", StringComparison.Ordinal) ? "reportingmta"
                : plain.StartsWith("receivedfrommta", StringComparison.Ordinal) ? "receivedfrom"
                : plain.StartsWith("arrivaldate", StringComparison.Ordinal) ? "arrivaldate"
                : plain);
            if (!known.ContainsKey(key) && group.First(name) is string value)
            {
                known.Add(key, value);
            }
        }

        return known;
    }

    private static string? Value(Dictionary<string, string> fields, string key) => fields.TryGetValue(key, out string? value) ? value : null;

    /// <summary>By the field Action; where that is missing or says nothing that is known, by the class of the status.</summary>
    private static ReportedFate Fate(string? action, string? status, string diagnostic)
    {
        string words = Comment.Replace(action ?? "", "").Trim().ToLowerInvariant();
        foreach ((string beginning, ReportedFate fate) in new[]
        {
            ("fail", ReportedFate.Failed), ("delay", ReportedFate.Delayed), ("deliver", ReportedFate.Delivered),
            ("relay", ReportedFate.Delivered), ("expand", ReportedFate.Delivered),
        })
        {
            if (words.StartsWith(beginning, StringComparison.Ordinal))
            {
                return fate;
            }
        }

        return (status?[0] ?? (diagnostic.Length > 0 ? diagnostic[0] : '\0')) switch
        {
            '5' => ReportedFate.Failed,
            '4' => ReportedFate.Delayed,
            '2' => ReportedFate.Delivered,
            _ => ReportedFate.Unknown,
        };
    }

    /// <summary>A value such as "smtp; 550 no"; a type is one word.</summary>
    private static string WithoutType(string? value, out string type)
    {
        string text = value ?? "";
        int semicolon = text.IndexOf(';');
        int end = 0;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '_'))
        {
            end++;
        }

        int next = end;
        while (next < text.Length && text[next] == ' ')
        {
            next++;
        }

        bool typed = end > 0 && next == semicolon && !char.IsDigit(text[0]);
        type = typed ? text.Substring(0, end).ToLowerInvariant() : "";
        return (typed ? text.Substring(semicolon + 1) : text).Trim();
    }

    /// <summary>A recipient without a domain: a mailbox of the reporting server's own.</summary>
    private static string? LocalName(string? value)
    {
        string name = WithoutType(value, out _).Trim('<', '>', ' ', '"');
        return name.Length is > 0 and <= 320 && !name.Any(char.IsWhiteSpace) ? name : null;
    }

    private static string? Host(string value)
    {
        if (value.IndexOf('@') >= 0)
        {
            return null;
        }

        System.Text.RegularExpressions.Match host = HostName.Match(value);
        return host.Success && DomainNameText.IsHostLike(host.Groups["name"].Value) ? host.Groups["name"].Value : null;
    }
}
