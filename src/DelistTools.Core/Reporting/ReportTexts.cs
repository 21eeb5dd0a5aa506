using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Reporting;

/// <summary>
/// Text on its way into a report: nothing that drives a terminal or disguises itself, and no account key, neither the user's
/// own nor that of a receiver whose refusal repeats the name that it asked for.
/// </summary>
internal sealed class ReportTexts
{
    /// <summary>Keys are longer. What is shorter before such a zone is a part of the question.</summary>
    private const int ShortestKey = 8;

    /// <summary>Taking out of all text what is shorter than that would leave little of it.</summary>
    private const int ShortestAnywhere = 6;

    /// <summary>A label of a zone that nobody knows, which is as long as this and has digits and letters, may be a key.</summary>
    private const int ShortestUnknown = 16;

    private readonly (string End, bool IsDirect)[] _ends;
    private readonly HashSet<string> _keys;
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly ListCatalog _lists;

    internal ReportTexts(ListCatalog lists)
    {
        _lists = lists;
        _ends = lists.Blocklists.Select(l => l.Rules.KeyedZone).OfType<string>().Select(EndOf).Distinct().ToArray();
        _keys = new HashSet<string>(
            lists.Blocklists.Select(l => lists.KeyOf(l)?.Reveal()).OfType<string>().Where(k => k.Length >= ShortestAnywhere), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>One line; empty where there is nothing.</summary>
    internal string Line(string? text) => string.IsNullOrEmpty(text) ? "" : WithoutKeys(NetworkText.WithoutControls(text!)).Trim();

    /// <summary>One line; null where there is nothing to show.</summary>
    internal string? LineOrNull(string? text)
    {
        string line = Line(text);
        return line.Length > 0 ? line : null;
    }

    /// <summary>The lines of a text that has some.</summary>
    internal IReadOnlyList<string> Lines(string? text) =>
        string.IsNullOrEmpty(text) ? Array.Empty<string>() : WithoutKeys(NetworkText.Lines(text!)).Split('\n');

    /// <summary>A zone that the user typed and no catalogue knows may hold a key: it is shown nowhere from then on.</summary>
    internal void Hide(string zone)
    {
        if (zone.IndexOf('.') < 0 || !_seen.Add(zone) || _lists.FindByZone(zone) is not null || _lists.Find(zone) is not null)
        {
            return;
        }

        foreach (string label in zone.Split('.'))
        {
            if (label.Length >= ShortestUnknown && label.Any(char.IsDigit) && label.Any(char.IsLetter))
            {
                _keys.Add(label);
            }
        }
    }

    private string WithoutKeys(string text)
    {
        foreach (string key in _keys)
        {
            for (int at = 0; (at = text.IndexOf(key, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += BlocklistReader.KeyPlaceholder.Length)
            {
                text = text.Remove(at, key.Length).Insert(at, BlocklistReader.KeyPlaceholder);
            }
        }

        foreach ((string end, bool isDirect) in _ends)
        {
            for (int at = text.Length; at > 0 && (at = text.LastIndexOf(end, at - 1, StringComparison.OrdinalIgnoreCase)) > 0;)
            {
                text = WithoutLabelBefore(text, isDirect ? at + 1 : at);
            }
        }

        return text;
    }

    /// <summary>Takes out the label before the one that ends at that place, or that begins there: <c>key.zen.dq.spamhaus.net</c>.</summary>
    private static string WithoutLabelBefore(string text, int end)
    {
        int last = StartOfLabel(text, end);
        int key = last > 0 && text[last - 1] == '.' ? StartOfLabel(text, last - 1) : last;
        return last - 1 - key >= ShortestKey ? text.Remove(key, last - 1 - key).Insert(key, BlocklistReader.KeyPlaceholder) : text;
    }

    private static int StartOfLabel(string text, int end)
    {
        int start = end;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '-' or '_'))
        {
            start--;
        }

        return start;
    }

    /// <summary>
    /// Of <c>&lt;key&gt;.zen.dq.spamhaus.net</c> what all zones of the operator end with: <c>.dq.spamhaus.net</c>. Of a short zone
    /// that would be a domain that others are in, too, so there the key stands directly before the end.
    /// </summary>
    private static (string End, bool IsDirect) EndOf(string keyedZone)
    {
        string rest = keyedZone.Substring(keyedZone.IndexOf(BlocklistReader.KeyPlaceholder, StringComparison.Ordinal) + BlocklistReader.KeyPlaceholder.Length).Trim('.').ToLowerInvariant();
        return rest.Count(c => c == '.') < 2 ? ("." + rest, true) : (rest.Substring(rest.IndexOf('.')), false);
    }
}
