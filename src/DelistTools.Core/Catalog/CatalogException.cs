using System;

namespace DelistTools.Catalog;

/// <summary>A catalogue file that cannot be used, with the place and what was expected there.</summary>
internal sealed class CatalogException : Exception
{
    internal CatalogException(string file, string? entry, string? field, string expected, Exception? inner = null)
        : base(Describe(file, entry, field, expected), inner)
    {
        File = file;
        Entry = entry;
        Field = field;
        Expected = expected;
    }

    internal string File { get; }

    internal string? Entry { get; }

    internal string? Field { get; }

    internal string Expected { get; }

    private static string Describe(string file, string? entry, string? field, string expected)
    {
        string place = file;
        if (entry is not null)
        {
            place += ", entry '" + entry + "'";
        }

        if (field is not null)
        {
            place += ", field '" + field + "'";
        }

        return place + ": " + expected;
    }
}
