using System;
using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>
/// Exchange's message tracking log, and Microsoft 365's message trace as its pages, its historical search and its cmdlets
/// export it: the columns are the same for the most part, by whatever spelling.
/// </summary>
internal sealed class ExchangeTrackingTable : CsvTable
{
    private static readonly string[] Times = { "datetime", "origintimestamputc", "received", "receivedutc", "datetimeutc", "dateutc", "date", "timestamp" };

    private static readonly string[] Senders = { "returnpath", "senderaddress", "sender" };

    private static readonly string[] Recipients = { "recipientaddress", "recipient", "recipients", "recipientaddresses" };

    private static readonly string[] Events = { "eventid", "status", "event", "deliverystatus" };

    private static readonly string[] Details = { "recipientstatus", "detail", "details", "lasterror", "errordetail", "sourcecontext" };

    private readonly LogClock _clock;
    private readonly string _format;

    internal ExchangeTrackingTable(IReadOnlyList<string> header, LogClock clock, bool isExchange)
        : base(header) => (_clock, _format) = (clock, isExchange ? "Exchange" : "MessageTrace");

    /// <summary>Whether the columns are of such a table.</summary>
    internal static bool IsShownBy(ICollection<string> columns) => Any(columns, Recipients) + Any(columns, Events) + Any(columns, Senders) + Any(columns, Details) >= 3
        || (columns.Contains("recipientstatus") && Any(columns, Senders) > 0)
        || (columns.Contains("messagetraceid") && Any(columns, Events) > 0);

    /// <inheritdoc/>
    internal override bool MayConcern(ReadOnlySpan<byte> row) =>
        row.IndexOf("FAIL"u8) >= 0 || row.IndexOf("Fail"u8) >= 0 || row.IndexOf("DEFER"u8) >= 0 || row.IndexOf("Defer"u8) >= 0
        || row.IndexOf("DSN"u8) >= 0 || row.IndexOf("Pending"u8) >= 0 || row.IndexOf("Expired"u8) >= 0;

    /// <inheritdoc/>
    internal override IEnumerable<FoundRefusal> Read(IReadOnlyList<string> row)
    {
        string status = Value(row, "recipientstatus") ?? "";
        string happened = Value(row, Events) ?? "";
        string[] recipients = (Value(row, Recipients) ?? "").Split(';');
        if (happened.Length == 0 && status.IndexOf("##", StringComparison.Ordinal) > 0)
        {
            // The summary: b@example.net##Receive, Fail
            foreach (string part in status.Split(';'))
            {
                int mark = part.IndexOf("##", StringComparison.Ordinal);
                DeliveryAction? fate = mark < 0 ? null : LastFate(part.Substring(mark + 2));
                if (fate is not null)
                {
                    yield return Refusal(row, part.Substring(0, mark).Trim(), "", fate);
                }
            }

            yield break;
        }

        DeliveryAction? action = Fate(happened);
        string detail = Value(row, Details) ?? "";

        // A bounce that was made tells of a failure only where it says so itself; else the failure has its own row.
        bool isBounce = happened.Equals("DSN", StringComparison.OrdinalIgnoreCase) && HasCode(status);
        if (action is null && !isBounce)
        {
            yield break;
        }

        IReadOnlyList<string> parts = ExchangeStatus.Split(detail, recipients.Length);
        for (int i = 0; i < recipients.Length; i++)
        {
            yield return Refusal(row, recipients[i].Trim(), parts[parts.Count == recipients.Length ? i : 0], isBounce ? DeliveryAction.Failed : action);
        }
    }

    private static bool HasCode(string status) => ExchangeStatus.Read(status) is { Reply: { Length: > 3 } reply } && SmtpReplyText.Code(reply) is >= 400;

    private static DeliveryAction? Fate(string word) => word.Trim().ToUpperInvariant() switch
    {
        "FAIL" or "FAILED" or "BADMAIL" or "POISONMESSAGE" or "EXPIRED" => DeliveryAction.Failed,
        "DEFER" or "DEFERRED" or "PENDING" => DeliveryAction.Delayed,
        _ => null,
    };

    /// <summary>What came last of several, as in "Receive, Defer, Send".</summary>
    private static DeliveryAction? LastFate(string words) => Fate(words.Substring(words.LastIndexOf(',') + 1));

    private static int Any(ICollection<string> columns, string[] names) => Array.Exists(names, columns.Contains) ? 1 : 0;

    private FoundRefusal Refusal(IReadOnlyList<string> row, string recipient, string detail, DeliveryAction? action)
    {
        ExchangeStatus status = ExchangeStatus.Read(detail);
        string? sender = Value(row, Senders);
        string? toAddress = Value(row, "toip");
        string? reporter = Value(row, "serverhostname");
        return new FoundRefusal
        {
            Format = _format,
            Recipient = recipient.Length > 0 ? recipient : null,
            Sender = sender == "<>" ? "" : sender?.Trim('<', '>'),
            MessageId = Value(row, "messageid")?.Trim('<', '>'),
            QueueId = Value(row, "internalmessageid", "messagetraceid", "networkmessageid"),
            RemoteMta = status.Host,
            RemoteAddress = status.Address ?? toAddress,
            ReportedBy = string.Equals(reporter, status.Host, StringComparison.OrdinalIgnoreCase) ? Value(row, "clienthostname") : reporter,

            // Where nobody says why, what happened is all there is.
            Reply = status.Reply.Length > 0 ? status.Reply : Value(row, Events) ?? "Fail",
            Action = action,
            At = CsvTime.Read(Value(row, Times), _clock),
        };
    }
}
