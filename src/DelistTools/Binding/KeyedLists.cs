using System.Linq;
using DelistTools.Blocklists;
using DelistTools.Catalog;

namespace DelistTools.Binding;

/// <summary>The lists that take an account key.</summary>
internal static class KeyedLists
{
    internal static bool TakesKey(Blocklist list) => list is { IsPrivate: false, Rules.KeyedZone: not null };

    internal static Blocklist? Find(ListCatalog catalog, string name, out Problem? problem)
    {
        Blocklist? list = catalog.Blocklists.FirstOrDefault(NamePatterns.Exact(name).Matches);
        problem = list switch
        {
            null => new ListSelector(catalog).Unknown(name),
            not null when !TakesKey(list) => new Problem("BlocklistTakesNoKey", list.Id, list.Id),
            _ => null,
        };
        return problem is null ? list : null;
    }
}
