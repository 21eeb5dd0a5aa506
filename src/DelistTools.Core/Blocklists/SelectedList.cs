namespace DelistTools.Blocklists;

/// <summary>A list that a run asks.</summary>
internal sealed class SelectedList
{
    internal SelectedList(Blocklist list, bool isNamed)
    {
        List = list;
        IsNamed = isNamed;
    }

    internal Blocklist List { get; }

    /// <summary>The user asked for this very list, so nothing is known until it has answered.</summary>
    internal bool IsNamed { get; }
}
