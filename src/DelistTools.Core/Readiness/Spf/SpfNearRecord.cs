namespace DelistTools.Readiness.Spf;

/// <summary>A TXT record that was meant for SPF and that receivers do not take for it.</summary>
internal sealed class SpfNearRecord
{
    internal SpfNearRecord(SpfNearRecordKind kind, string text, string? suggestion)
    {
        Kind = kind;
        Text = text;
        Suggestion = suggestion;
    }

    internal SpfNearRecordKind Kind { get; }

    /// <summary>As it came; not cleaned.</summary>
    internal string Text { get; }

    /// <summary>The record that was probably meant; null for Sender ID.</summary>
    internal string? Suggestion { get; }

    /// <inheritdoc/>
    public override string ToString() => Kind + " " + NetworkText.Clean(Text);
}
