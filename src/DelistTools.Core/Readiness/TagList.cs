using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Readiness;

/// <summary>
/// The form that DKIM, DMARC, MTA-STS and TLS reporting share: <c>name=value</c>, with semicolons between them (RFC 6376,
/// section 3.2).
/// </summary>
internal sealed class TagList
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _names = new();

    private TagList()
    {
    }

    /// <summary>The names in the order in which they stand there.</summary>
    internal IReadOnlyList<string> Names => _names;

    /// <summary>What is wrong with the form, for a sentence; null where nothing is.</summary>
    internal string? Fault { get; private set; }

    /// <summary>The value of a tag, without the white space around it; null where the tag is not there.</summary>
    internal string? this[string name] => _values.TryGetValue(name, out string? value) ? value : null;

    /// <summary>Reads a record; what is wrong with it is in <see cref="Fault"/>, and what could be read is there all the same.</summary>
    internal static TagList Parse(string text)
    {
        TagList list = new();
        string[] parts = text.Split(';');
        for (int i = 0; i < parts.Length; i++)
        {
            string part = parts[i].Trim(' ', '\t', '\r', '\n');
            if (part.Length == 0)
            {
                if (i < parts.Length - 1)
                {
                    list.Fault ??= "two semicolons stand together";
                }

                continue;
            }

            int equals = part.IndexOf('=');
            string name = (equals < 0 ? part : part.Substring(0, equals)).Trim(' ', '\t');
            if (equals < 0)
            {
                list.Fault ??= "'" + Shown(part) + "' has no '='";
            }
            else if (!IsName(name))
            {
                list.Fault ??= "'" + Shown(name) + "' is no name of a tag";
            }
            else if (list._values.ContainsKey(name))
            {
                list.Fault ??= "the tag " + name + " stands there twice";
            }
            else
            {
                list._names.Add(name);
                list._values.Add(name, part.Substring(equals + 1).Trim(' ', '\t', '\r', '\n'));
            }
        }

        return list;
    }

    /// <summary>A letter, then letters, digits and underscores.</summary>
    private static bool IsName(string text) =>
        text.Length > 0 && IsLetter(text[0]) && text.All(c => IsLetter(c) || c is (>= '0' and <= '9') or '_' or '-');

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static string Shown(string text) => text.Length <= 40 ? text : text.Substring(0, 40) + "...";
}
