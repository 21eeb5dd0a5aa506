using System;
using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>PowerMTA's accounting file: a row of type b (bounced), rb (bounced later) or t (put off) for each recipient.</summary>
internal sealed class PowerMtaTable : CsvTable
{
    private readonly LogClock _clock;

    internal PowerMtaTable(IReadOnlyList<string> header, LogClock clock)
        : base(header) => _clock = clock;

    /// <summary>Whether the columns are of such a file.</summary>
    internal static bool IsShownBy(ICollection<string> columns) => columns.Contains("dsndiag") && columns.Contains("type") && columns.Contains("rcpt");

    /// <inheritdoc/>
    internal override bool MayConcern(ReadOnlySpan<byte> row) => row[0] is (byte)'b' or (byte)'r' or (byte)'t' or (byte)'"' || !Has("type");

    /// <inheritdoc/>
    internal override IEnumerable<FoundRefusal> Read(IReadOnlyList<string> row)
    {
        string? type = Value(row, "type");
        string? reply = Value(row, "dsndiag");
        if (type is not ("b" or "rb" or "t" or "tq") || reply is null)
        {
            yield break;
        }

        string mta = Value(row, "dsnmta") ?? "";
        int open = mta.IndexOf(" (", StringComparison.Ordinal);
        string status = Value(row, "dsnstatus") ?? "";
        string host = open < 0 ? mta : mta.Substring(0, open);
        yield return new FoundRefusal
        {
            Format = "PowerMTA",
            Recipient = Value(row, "rcpt"),
            Sender = Value(row, "orig"),
            RemoteMta = host.Length > 0 ? host : null,
            RemoteAddress = open < 0 ? Value(row, "dlvdestinationip") : mta.Substring(open + 2).TrimEnd(')'),
            Reply = reply.StartsWith("smtp;", StringComparison.OrdinalIgnoreCase) ? reply.Substring(5).TrimStart() : reply,
            Status = status.Length > 0 ? status.Split(' ')[0] : null,
            Action = type[0] == 't' ? DeliveryAction.Delayed : DeliveryAction.Failed,
            At = CsvTime.Read(Value(row, "timelogged"), _clock),
            MessageId = Value(row, "headermessageid")?.Trim('<', '>'),
            QueueId = Value(row, "jobid"),
        };
    }
}
