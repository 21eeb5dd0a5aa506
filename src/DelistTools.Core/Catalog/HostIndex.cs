using System;
using System.Collections.Generic;

namespace DelistTools.Catalog;

/// <summary>Providers by host name: the whole name, or the longest suffix with a dot before it.</summary>
internal sealed class HostIndex
{
    private readonly Dictionary<string, MailProvider> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a name, or with a leading dot all names below; the first to claim it keeps it.</summary>
    internal void Add(string name, MailProvider provider)
    {
        if (!_names.ContainsKey(name))
        {
            _names.Add(name, provider);
        }
    }

    /// <summary>The provider of a host, and the entry that said so; null where none does.</summary>
    internal MailProvider? Find(string host, out string matched)
    {
        string name = host.Trim().TrimEnd('.').ToLowerInvariant();
        matched = name;
        if (_names.TryGetValue(name, out MailProvider? provider))
        {
            return provider;
        }

        for (int dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            matched = name.Substring(dot);
            if (_names.TryGetValue(matched, out provider))
            {
                return provider;
            }
        }

        matched = "";
        return null;
    }
}
