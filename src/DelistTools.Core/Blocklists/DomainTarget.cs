using System.Collections.Generic;
using DelistTools.Catalog;

namespace DelistTools.Blocklists;

/// <summary>A domain or host name to ask about, in A-labels and lower case.</summary>
internal sealed class DomainTarget
{
    private const int LongestKey = 63;

    /// <param name="name">The name.</param>
    /// <param name="registrable">The domain of it that somebody has registered; the name itself where nobody has.</param>
    internal DomainTarget(string name, string registrable)
    {
        Name = name;
        Registrable = registrable;
    }

    internal string Name { get; }

    internal string Registrable { get; }

    internal static DomainTarget Of(string name, PublicSuffixList suffixes) => new(name, suffixes.RegistrableOf(name) ?? name);

    /// <summary>The names that a list is asked for, one after the other until it has one.</summary>
    internal IReadOnlyList<string> NamesFor(Blocklist list)
    {
        if (list.Rules.Asks == DomainAsked.Registrable)
        {
            return new[] { Registrable };
        }

        // Lists of hosts have whole domains as well, and not each of those with everything below it.
        return Name == Registrable || !Fits(list) ? new[] { Registrable } : new[] { Name, Registrable };
    }

    /// <summary>The name and the zone, with its key, are together no longer than a name may be (RFC 1035, section 2.3.4).</summary>
    private bool Fits(Blocklist list) =>
        Name.Length + 1 + (list.Zone?.Length ?? 0) + (list.HasKey ? LongestKey - BlocklistReader.KeyPlaceholder.Length : 0) <= DomainNameText.Longest;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
