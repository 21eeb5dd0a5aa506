namespace DelistTools.Readiness.Spf;

/// <summary>A fault of a record, or something about it that its author may not have meant.</summary>
internal sealed class SpfRemark
{
    internal SpfRemark(SpfRemarkKind kind, string term, int position, string? suggestion = null)
    {
        Kind = kind;
        Term = term;
        Position = position;
        Suggestion = suggestion;
    }

    internal SpfRemarkKind Kind { get; }

    /// <summary>The record is invalid by this: every receiver answers "permerror".</summary>
    internal bool IsError => Kind <= SpfRemarkKind.UnexpectedCharacter;

    /// <summary>The term as it stands in the record, not cleaned; empty where the whole record is meant.</summary>
    internal string Term { get; }

    /// <summary>Where the term begins in the record's text, from zero.</summary>
    internal int Position { get; }

    /// <summary>What was probably meant, as one or more terms; null where nothing is near.</summary>
    internal string? Suggestion { get; }

    /// <inheritdoc/>
    public override string ToString() => NetworkText.Clean(Kind + " " + Term + " at " + Position);
}
