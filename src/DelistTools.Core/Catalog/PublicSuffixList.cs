using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace DelistTools.Catalog;

/// <summary>
/// Under which names anybody may register a domain (publicsuffix.org). Names are in A-labels and lower case, without a
/// dot at either end.
/// </summary>
internal sealed class PublicSuffixList
{
    private const string Icann = "===BEGIN ICANN DOMAINS===";

    private const string Private = "===BEGIN PRIVATE DOMAINS===";

    private const string VersionMark = "VERSION:";

    private readonly Dictionary<string, SuffixRules> _rules;

    private PublicSuffixList(Dictionary<string, SuffixRules> rules, string? version)
    {
        _rules = rules;
        Version = version;
    }

    /// <summary>What one entry of the table says: of the name itself, and of all names one label longer.</summary>
    [Flags]
    private enum SuffixRules
    {
        None = 0,
        Itself = 1,
        Below = 2,
        Exception = 4,
        PrivateItself = 8,
        PrivateBelow = 16,
        PrivateException = 32,
    }

    /// <summary>The date that the file states; null where it states none.</summary>
    internal string? Version { get; }

    /// <summary>Reads the list in the form in which it is published. Comments may be missing, marks of the sections may not.</summary>
    /// <param name="file">The name for messages.</param>
    /// <param name="text">What stands in it.</param>
    /// <exception cref="CatalogException">It is not that list.</exception>
    internal static PublicSuffixList Parse(string file, string text)
    {
        Dictionary<string, SuffixRules> rules = new(12_000, StringComparer.Ordinal);
        string? version = null;
        bool isIcann = false;
        bool isPrivate = false;
        int number = 0;
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            number++;
            if (string.CompareOrdinal(text, start, "//", 0, 2) == 0)
            {
                string comment = text.Substring(start + 2, end - start - 2).Trim();
                isIcann |= comment == Icann;
                isPrivate |= comment == Private;
                version ??= comment.StartsWith(VersionMark, StringComparison.Ordinal) ? comment.Substring(VersionMark.Length).Trim() : null;
            }
            else
            {
                // A rule ends at the first blank.
                int stop = start;
                while (stop < end && !char.IsWhiteSpace(text[stop]))
                {
                    stop++;
                }

                if (stop > start)
                {
                    Add(rules, text.Substring(start, stop - start), isPrivate, file, number);
                }
            }

            start = end + 1;
        }

        return isIcann && isPrivate && rules.Count > 0
            ? new PublicSuffixList(rules, version)
            : throw new CatalogException(file, null, null, "expected the public suffix list with both of its sections, as publicsuffix.org gives it out.");
    }

    /// <exception cref="CatalogException">The file cannot be read, or is not that list.</exception>
    internal static PublicSuffixList Read(string file)
    {
        try
        {
            return Parse(file, File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CatalogException(file, null, null, "expected the public suffix list, which could not be read: " + e.Message, e);
        }
    }

    /// <summary>
    /// The longest public suffix that the name ends in; the last label where no rule fits. An exception goes before
    /// every other rule.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="isPrivateCounted">Also names that an owner of a domain lets others register under.</param>
    internal string SuffixOf(string name, bool isPrivateCounted = true)
    {
        SuffixRules itself = SuffixRules.Itself | (isPrivateCounted ? SuffixRules.PrivateItself : 0);
        SuffixRules below = SuffixRules.Below | (isPrivateCounted ? SuffixRules.PrivateBelow : 0);
        SuffixRules exception = SuffixRules.Exception | (isPrivateCounted ? SuffixRules.PrivateException : 0);
        string? longest = null;
        string candidate = name;
        SuffixRules found = RulesOf(name);
        while (true)
        {
            int dot = candidate.IndexOf('.');
            string? shorter = dot < 0 ? null : candidate.Substring(dot + 1);
            SuffixRules next = shorter is null ? SuffixRules.None : RulesOf(shorter);
            if ((found & exception) != 0 && shorter is not null)
            {
                return shorter;
            }

            if (longest is null && ((found & itself) != 0 || (next & below) != 0))
            {
                longest = candidate;
            }

            if (shorter is null)
            {
                return longest ?? candidate;
            }

            candidate = shorter;
            found = next;
        }
    }

    /// <summary>The public suffix with one label more; null where the name has none more.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isPrivateCounted">Also below names that an owner of a domain lets others register under.</param>
    internal string? DomainOf(string name, bool isPrivateCounted = true)
    {
        int rest = name.Length - SuffixOf(name, isPrivateCounted).Length - 1;
        return rest <= 0 ? null : name.Substring(name.LastIndexOf('.', rest - 1) + 1);
    }

    /// <summary>
    /// The domain that somebody has registered: below private suffixes, too, since lists tell apart what is hosted there.
    /// A private suffix itself, such as the hosting company's own name, is a domain that is registered like any other.
    /// Null for what no single owner has, such as <c>co.uk</c>.
    /// </summary>
    internal string? RegistrableOf(string name) => DomainOf(name) ?? DomainOf(name, isPrivateCounted: false);

    /// <summary>A rule names this very suffix.</summary>
    internal bool Has(string name) => RulesOf(name) != SuffixRules.None;

    private SuffixRules RulesOf(string name) => _rules.TryGetValue(name, out SuffixRules rules) ? rules : SuffixRules.None;

    private static void Add(Dictionary<string, SuffixRules> rules, string rule, bool isPrivate, string file, int line)
    {
        SuffixRules kind = isPrivate ? SuffixRules.PrivateItself : SuffixRules.Itself;
        string name = rule;
        if (rule[0] == '!')
        {
            kind = isPrivate ? SuffixRules.PrivateException : SuffixRules.Exception;
            name = rule.Substring(1);
        }
        else if (rule.StartsWith("*.", StringComparison.Ordinal))
        {
            kind = isPrivate ? SuffixRules.PrivateBelow : SuffixRules.Below;
            name = rule.Substring(2);
        }

        name = InALabels(name) ?? throw new CatalogException(
            file, null, null, "expected a rule of the public suffix list in line " + line.ToString(CultureInfo.InvariantCulture) + ", found '" + NetworkText.Clean(rule) + "'.");
        rules[name] = rules.TryGetValue(name, out SuffixRules known) ? known | kind : kind;
    }

    /// <summary>The published list is in U-labels; null where it is no name.</summary>
    private static string? InALabels(string name)
    {
        bool isPlain = name.Length > 0;
        foreach (char c in name)
        {
            // A wildcard in the middle is allowed by the format, and no rule has ever had one.
            if (c is '*' or '!' or '/' or '<' or '"' || char.IsControl(c))
            {
                return null;
            }

            isPlain &= c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.' or '_';
        }

        if (isPlain)
        {
            return name;
        }

        try
        {
            return new IdnMapping().GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
