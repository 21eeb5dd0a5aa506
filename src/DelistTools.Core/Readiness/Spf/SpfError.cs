namespace DelistTools.Readiness.Spf;

/// <summary>What keeps a domain's records from giving an answer, and where.</summary>
internal sealed class SpfError
{
    internal SpfError(SpfErrorKind kind, string domain)
    {
        Kind = kind;
        Domain = domain;
    }

    internal SpfErrorKind Kind { get; }

    /// <summary>The domain whose record, or whose lack of one, it is; cleaned.</summary>
    internal string Domain { get; }

    /// <summary>The term of that record; null where it is about the record as a whole.</summary>
    internal SpfTerm? Term { get; init; }

    /// <summary>The name that was asked for, or that is missing; null where it is the domain's own. Cleaned.</summary>
    internal string? Target { get; init; }

    /// <summary>What is wrong with the syntax; null for other kinds.</summary>
    internal SpfRemark? Fault { get; init; }

    /// <summary>How many there are of what there must not be so many: records, mail exchangers. Zero where it does not apply.</summary>
    internal int Count { get; init; }

    /// <summary>What the resolver answered, for a person; null for other kinds than a failure.</summary>
    internal string? Detail { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Kind + " at " + Domain + (Term is null ? "" : ": " + Term);
}
