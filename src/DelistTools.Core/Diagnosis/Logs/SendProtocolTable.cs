using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Diagnosis;

/// <summary>Exchange's protocol log of sending: the lines of many SMTP dialogues at once, told apart by their session.</summary>
internal sealed class SendProtocolTable : CsvTable
{
    /// <summary>Dialogues that are followed at a time; a server holds fewer open.</summary>
    private const int MostSessions = 4096;

    private readonly Dictionary<string, SendSession> _sessions = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly LogClock _clock;

    internal SendProtocolTable(IReadOnlyList<string> header, LogClock clock)
        : base(header) => _clock = clock;

    /// <summary>Whether the columns are of such a log.</summary>
    internal static bool IsShownBy(ICollection<string> columns) => columns.Contains("sessionid") && columns.Contains("remoteendpoint") && columns.Contains("data");

    /// <inheritdoc/>
    internal override bool MayConcern(ReadOnlySpan<byte> row) => true;

    /// <inheritdoc/>
    internal override IEnumerable<FoundRefusal> Read(IReadOnlyList<string> row)
    {
        string? id = Value(row, "sessionid");
        string? happened = Value(row, "event");
        if (id is null || happened is null)
        {
            return Enumerable.Empty<FoundRefusal>();
        }

        if (!_sessions.TryGetValue(id, out SendSession? session))
        {
            if (_order.Count == MostSessions)
            {
                _sessions.Remove(_order.Dequeue());
            }

            session = new SendSession();
            _sessions.Add(id, session);
            _order.Enqueue(id);
        }

        string data = Value(row, "data") ?? "";
        switch (happened)
        {
            case ">":
                session.Sent(data);
                return Enumerable.Empty<FoundRefusal>();
            case "<":
                return session.Received(data).Select(r => Refusal(row, session, r.Recipient, r.Stage, r.Reply)).ToList();
            default:
                string context = Value(row, "context") ?? data;
                return context.StartsWith("Failed to connect", StringComparison.OrdinalIgnoreCase)
                    ? new[] { Refusal(row, session, null, SmtpStage.Connect, context) }
                    : Enumerable.Empty<FoundRefusal>();
        }
    }

    private FoundRefusal Refusal(IReadOnlyList<string> row, SendSession session, string? recipient, SmtpStage? stage, string reply) => new()
    {
        Format = "ExchangeProtocol",
        Recipient = recipient,
        Sender = session.Sender,
        RemoteMta = session.Host,
        RemoteAddress = Address(Value(row, "remoteendpoint")),
        Stage = stage,
        Reply = reply,
        At = CsvTime.Read(Value(row, "datetime"), _clock),
        QueueId = Value(row, "sessionid"),
    };

    /// <summary>192.0.2.1:25 or [2001:db8::1]:25.</summary>
    private static string? Address(string? endpoint)
    {
        int colon = endpoint is null ? -1 : endpoint.LastIndexOf(':');
        return colon < 0 ? endpoint : endpoint!.Substring(0, colon).Trim('[', ']');
    }
}
