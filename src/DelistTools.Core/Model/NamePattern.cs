using System;

namespace DelistTools;

/// <summary>A name of a list or provider as the user gave it, with the shell's own wildcards.</summary>
internal sealed class NamePattern
{
    private readonly Func<string, bool> _matches;

    internal NamePattern(string text, bool isWildcard, Func<string, bool> matches)
    {
        Text = text;
        IsWildcard = isWildcard;
        _matches = matches;
    }

    internal string Text { get; }

    internal bool IsWildcard { get; }

    internal bool Matches(string name) => _matches(name);

    internal bool Matches(Blocklist list) => _matches(list.Id) || _matches(list.Name);

    internal bool Matches(MailProvider provider) => _matches(provider.Id) || _matches(provider.Name);
}
