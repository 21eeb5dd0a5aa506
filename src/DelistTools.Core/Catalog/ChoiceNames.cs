using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Text;

namespace DelistTools.Catalog;

/// <summary>
/// The members of an enum as the catalogue writes them: <c>SelfService</c> is <c>self-service</c>. Held as objects,
/// because a dictionary per enum type would be compiled anew for each at the first load.
/// </summary>
internal sealed class ChoiceNames
{
    private static readonly ConcurrentDictionary<Type, ChoiceNames> Known = new();

    private readonly Dictionary<string, object> _byName = new(StringComparer.Ordinal);

    private ChoiceNames(Type type)
    {
        foreach (string name in Enum.GetNames(type))
        {
            _byName.Add(Written(name), Enum.Parse(type, name));
        }
    }

    internal static ChoiceNames Of(Type type) => Known.GetOrAdd(type, static t => new ChoiceNames(t));

    internal object? Find(string text) => _byName.TryGetValue(text, out object? value) ? value : null;

    /// <inheritdoc/>
    public override string ToString() => "one of " + string.Join(", ", _byName.Keys);

    internal static string Written(string name)
    {
        StringBuilder text = new();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
