using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace DelistTools.Catalog;

/// <summary>The ways in which host names are made by machine, after the user's overlay; immutable.</summary>
internal sealed class GenericNameCatalog
{
    private GenericNameCatalog(IReadOnlyList<GenericName> names)
    {
        Names = names;
    }

    internal IReadOnlyList<GenericName> Names { get; }

    /// <exception cref="CatalogException">A file is not as it should be.</exception>
    internal static GenericNameCatalog Build(IEnumerable<CatalogDocument> shipped, IEnumerable<CatalogDocument> overlays)
    {
        CatalogReader reader = CatalogReader.Open(shipped, overlays);
        return new GenericNameCatalog(reader.Read(GenericNameReader.Section, e =>
        {
            GenericName name = GenericNameReader.Read(e);
            if (reader.OwnFiles.Contains(e.File))
            {
                // Those that are shipped are tested.
                GenericNameReader.RequirePattern(e, name);
            }

            return name;
        }));
    }

    /// <summary>The way in which the name was made of the address, or of the kind of line; null where a person chose it.</summary>
    internal GenericName? Find(IPAddress address, string name) => Names.FirstOrDefault(
        g => AddressPlaces.Fill(g.Pattern, address) is { } pattern && new BoundedRegex(pattern).IsMatch(name));
}
