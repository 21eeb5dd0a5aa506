using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Routing;

/// <summary>Whom to ask, as far as the texts of a list's entry tell.</summary>
internal sealed class ListContacts
{
    private static readonly char[] Separators = { ' ', ',', ';', '<', '>', '(', ')', '[', ']', '"', '\'' };

    private static readonly ListContacts None = new();

    /// <summary>A mail address in the text.</summary>
    internal string? Mail { get; private init; }

    /// <summary>A web page in the text.</summary>
    internal string? Url { get; private init; }

    /// <summary>An AS number in the text, as AS64500.</summary>
    internal string? Network { get; private init; }

    internal static ListContacts In(IEnumerable<string> texts)
    {
        List<string> words = texts.SelectMany(t => t.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
            .Select(w => w.TrimEnd('.', ':', '!', '?')).ToList();
        return words.Count == 0 ? None : new ListContacts
        {
            Mail = words.FirstOrDefault(MailAddressText.IsAddress),
            Url = words.FirstOrDefault(w => w.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                || w.StartsWith("http://", StringComparison.OrdinalIgnoreCase)),
            Network = words.FirstOrDefault(IsNetwork),
        };
    }

    private static bool IsNetwork(string word) =>
        word.Length is > 2 and <= 12 && word.StartsWith("AS", StringComparison.OrdinalIgnoreCase) && word.Skip(2).All(c => c is >= '0' and <= '9');
}
