namespace DelistTools;

/// <summary>What an operator's answer says of one address or range.</summary>
public sealed class AddressVerdict
{
    internal AddressVerdict(string address, ReplyVerdict verdict)
    {
        Address = address;
        Verdict = verdict;
    }

    /// <summary>An address, or a block in CIDR form.</summary>
    public string Address { get; }

    /// <summary>What the answer says of it.</summary>
    public ReplyVerdict Verdict { get; }

    /// <inheritdoc/>
    public override string ToString() => Address + ": " + Verdict;
}
