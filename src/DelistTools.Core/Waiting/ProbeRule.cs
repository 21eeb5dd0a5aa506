namespace DelistTools.Waiting;

/// <summary>What a probe says about the end of a provider's block.</summary>
internal static class ProbeRule
{
    /// <summary>In a row, so many probes that do not leave this machine are no accident of a laptop that moves.</summary>
    internal const int MostKeptHere = 3;

    /// <summary>It never left this machine or its network, and no waiting at the provider's cures that.</summary>
    internal static bool WasKeptHere(ProbeResult probe) => probe.Outcome is ProbeOutcome.PortBlocked or ProbeOutcome.LocalError;

    /// <summary>What ends the wait; null where it goes on.</summary>
    internal static WaitEnd? EndOf(ProbeResult probe) => probe.Outcome switch
    {
        ProbeOutcome.Accepted => WaitEnd.Accepted,
        ProbeOutcome.NotRefusedBeforeData => WaitEnd.NotRefusedBeforeData,
        ProbeOutcome.NullMx or ProbeOutcome.NoMailServer => WaitEnd.RefusedOtherwise,
        ProbeOutcome.Refused when probe.Refusal is { } refusal && !IsCuredByWaiting(refusal) => WaitEnd.RefusedOtherwise,
        _ => null,
    };

    /// <summary>A server of the provider's was reached and said something, so that the next probe has its time to keep.</summary>
    internal static bool WasHeard(ProbeResult probe) => probe.Outcome is ProbeOutcome.Refused or ProbeOutcome.Deferred
        || (probe.Outcome is ProbeOutcome.Interrupted or ProbeOutcome.TlsFailed or ProbeOutcome.ConnectFailed && probe.RemoteAddress is not null);

    /// <summary>
    /// A block, a limit, or a fault of the receiver's passes. A mailbox that is not there, a record that is missing or a
    /// message that is not liked stays so until somebody mends it, and one would wait for ever.
    /// </summary>
    private static bool IsCuredByWaiting(MailRefusal refusal) => refusal.IsAddressBlock || refusal.Cause is
        RefusalCause.AddressBlocked or RefusalCause.RangeBlocked or RefusalCause.DomainBlocked or RefusalCause.UrlBlocked
        or RefusalCause.RateLimited or RefusalCause.Greylisted or RefusalCause.ReceiverMisconfigured or RefusalCause.Undeliverable or RefusalCause.Unknown;
}
