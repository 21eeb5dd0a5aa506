using System.Collections.Generic;

namespace DelistTools.Readiness.Spf;

/// <summary>A record that names certain addresses, made of the one that is there.</summary>
internal sealed class SpfProposal
{
    internal SpfProposal(string text, bool isChanged)
    {
        Text = text;
        IsChanged = isChanged;
    }

    /// <summary>The whole text of the TXT record.</summary>
    internal string Text { get; }

    /// <summary>It is another one than the record that is there.</summary>
    internal bool IsChanged { get; }

    /// <summary>The terms that were put in, in their order.</summary>
    internal IReadOnlyList<string> Added { get; init; } = System.Array.Empty<string>();

    /// <summary>Terms that are gone: broken ones of which nothing could be made, and those that an earlier one makes useless.</summary>
    internal IReadOnlyList<string> Removed { get; init; } = System.Array.Empty<string>();

    /// <summary>Broken terms with what was put in their place.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Repaired { get; init; } = System.Array.Empty<KeyValuePair<string, string>>();

    /// <summary>More than 450 octets: some resolvers will have to ask over TCP (RFC 7208, section 3.4).</summary>
    internal bool IsLong => Text.Length > SpfRecordRemarks.ShortRecord;

    /// <inheritdoc/>
    public override string ToString() => NetworkText.Clean(Text);
}
