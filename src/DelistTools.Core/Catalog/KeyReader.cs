using System.Collections.Generic;

namespace DelistTools.Catalog;

/// <summary>Reads an entry of the section <c>keys</c> of a user's own file: a list's id and the account key for it.</summary>
internal static class KeyReader
{
    internal const string Section = "keys";

    internal static KeyValuePair<string, AccountKey> Read(EntryReader entry)
    {
        string key = entry.RequiredText("key");

        // The message must not repeat the key, however wrong it is.
        return AccountKey.IsValid(key)
            ? new KeyValuePair<string, AccountKey>(entry.Id, new AccountKey(key))
            : throw entry.Error("key", "expected letters, digits and hyphens, 63 at most, found something else.");
    }
}
