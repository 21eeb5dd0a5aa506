using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DelistTools;

/// <summary>Where a probe message landed, what the receiving server found, and which way it came.</summary>
public sealed class ProbePlacement
{
    internal ProbePlacement()
    {
    }

    /// <summary>The Message-ID of the probe, without angle brackets (RFC 5322, section 3.6.4).</summary>
    public string MessageId { get; internal init; } = "";

    /// <summary>The server whose mailbox was looked through, as <c>host:port</c>.</summary>
    public string ImapServer { get; internal init; } = "";

    /// <summary>
    /// The message was there. False where it was not there when the time was up, and where a bounce came instead: see
    /// <see cref="Refusal"/>.
    /// </summary>
    public bool Found { get; internal init; }

    /// <summary>The folder that it landed in, by its full name; null where it was not found.</summary>
    public string? Folder { get; internal init; }

    /// <summary>
    /// True in the junk folder, false in the inbox or a folder that mail is sorted into; null where it was not found, and
    /// where the folder does not tell: the trash, or one with all mail.
    /// </summary>
    public bool? IsJunk { get; internal init; }

    /// <summary>When the message was sent, in UTC, as the caller says; null where nobody does.</summary>
    public DateTime? SentAt { get; internal init; }

    /// <summary>When the server put it into the mailbox, in UTC (INTERNALDATE, whole seconds); null where it was not found.</summary>
    public DateTime? ReceivedAt { get; internal init; }

    /// <summary>
    /// The time from <see cref="SentAt"/> to <see cref="ReceivedAt"/>, by two clocks: negative where they disagree. Null where
    /// one of the two is not known.
    /// </summary>
    public TimeSpan? Delay { get; internal init; }

    /// <summary>What the receiving server found when it checked the sender (RFC 8601); empty where it does not say.</summary>
    public IReadOnlyList<AuthenticationResult> AuthenticationResults { get; internal init; } = Array.Empty<AuthenticationResult>();

    /// <summary>The way of the message by its fields Received, the last station first, as they stand in the header.</summary>
    public IReadOnlyList<ReceivedHop> ReceivedPath { get; internal init; } = Array.Empty<ReceivedHop>();

    /// <summary>What the provider's filter thinks of the message, by header fields of its own; empty where it does not say.</summary>
    public IReadOnlyList<ProviderVerdict> ProviderVerdicts { get; internal init; } = Array.Empty<ProviderVerdict>();

    /// <summary>
    /// The refusal, where a bounce for this message lay in the mailbox instead, or the warning that it is late; null where there
    /// was none.
    /// </summary>
    public MailRefusal? Refusal { get; internal init; }

    /// <summary>How long the mailbox was watched.</summary>
    public TimeSpan Waited { get; internal init; }

    /// <summary>The results of one method, such as <c>dkim</c>, joined where there are several: <c>pass, fail</c>; null where there is none.</summary>
    /// <param name="method">The method, in lower case.</param>
    internal string? ResultOf(string method)
    {
        IEnumerable<string> results = AuthenticationResults.Where(r => r.Method == method).Select(r => r.Result).Distinct();
        string joined = string.Join(", ", results);
        return joined.Length > 0 ? joined : null;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (!Found)
        {
            return Refusal is not null
                ? (Refusal.Action == DeliveryAction.Delayed ? "late, " : "bounced, ") + Refusal
                : "not found in " + Seconds(Waited);
        }

        string checks = string.Join(" ", new[] { "spf", "dkim", "dmarc" }.Where(m => ResultOf(m) is not null).Select(m => m + "=" + ResultOf(m)));
        return Folder + (IsJunk == true ? " (junk)" : "") + (Delay is TimeSpan delay ? " after " + Seconds(delay) : "")
            + (checks.Length > 0 ? ", " + checks : "");
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) + " s";
}
