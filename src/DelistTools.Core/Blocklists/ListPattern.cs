using System;

namespace DelistTools.Blocklists;

/// <summary>A name of a list as the user gave it, with the shell's own wildcards.</summary>
internal sealed class ListPattern
{
    private readonly Func<string, bool> _matches;

    internal ListPattern(string text, bool isWildcard, Func<string, bool> matches)
    {
        Text = text;
        IsWildcard = isWildcard;
        _matches = matches;
    }

    internal string Text { get; }

    internal bool IsWildcard { get; }

    internal bool Matches(Blocklist list) => Matches(list.Id, list.Name);

    internal bool Matches(string id, string name) => _matches(id) || _matches(name);
}
