namespace DelistTools.Readiness.Spf;

/// <summary>A mechanism or a modifier of a record.</summary>
internal sealed class SpfTerm
{
    internal SpfTerm(SpfTermKind kind, string text, int position)
    {
        Kind = kind;
        Text = text;
        Position = position;
    }

    internal SpfTermKind Kind { get; }

    /// <summary>As it stands in the record, qualifier and all; not cleaned.</summary>
    internal string Text { get; }

    /// <summary>Where it begins in the record's text, from zero.</summary>
    internal int Position { get; }

    internal SpfQualifier Qualifier { get; init; }

    /// <summary>The domain after the colon or the equals sign, macros and all; null where there is none.</summary>
    internal SpfMacroText? Domain { get; init; }

    /// <summary>The addresses of <c>ip4</c> and <c>ip6</c>; null for the others.</summary>
    internal AddressRange? Range { get; init; }

    /// <summary>How many bits of an IPv4 address count, for <c>a</c> and <c>mx</c>.</summary>
    internal int PrefixIPv4 { get; init; } = 32;

    /// <summary>How many bits of an IPv6 address count, for <c>a</c> and <c>mx</c>.</summary>
    internal int PrefixIPv6 { get; init; } = 128;

    /// <summary>What makes the term invalid; null where it is valid.</summary>
    internal SpfRemark? Fault { get; init; }

    internal bool IsMechanism => Kind is >= SpfTermKind.All and <= SpfTermKind.Exists;

    /// <summary>It is one of the ten that a check may look up (RFC 7208, section 4.6.4).</summary>
    internal bool CountsAsLookup => Kind is SpfTermKind.Include or SpfTermKind.A or SpfTermKind.Mx or SpfTermKind.Ptr
        or SpfTermKind.Exists or SpfTermKind.Redirect;

    /// <inheritdoc/>
    public override string ToString() => NetworkText.Clean(Text);
}
