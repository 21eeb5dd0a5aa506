using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>Reads an entry of the section <c>signatures</c>.</summary>
internal static class SignatureReader
{
    internal const string Section = "signatures";

    /// <param name="entry">The entry.</param>
    /// <param name="parts">What patterns share.</param>
    internal static RefusalSignature Read(EntryReader entry, PatternParts parts)
    {
        IReadOnlyList<string> fragments = entry.TextList("fragments");
        IReadOnlyList<ReplyCodeRange> codes = Codes(entry);
        string? pattern = entry.Text("pattern");
        if (fragments.Count == 0 && codes.Count == 0)
        {
            throw entry.Error("fragments", "expected fragments or codes: a pattern alone would have to be tried on every text.");
        }

        if (fragments.Count > 0 && fragments.Max(f => f.Length) < FragmentIndex.Window)
        {
            throw entry.Error("fragments", "expected at least one of " + FragmentIndex.Window.ToString(CultureInfo.InvariantCulture) + " characters or more.");
        }

        RefusalSignature signature = new()
        {
            Id = entry.Id,
            Provider = entry.Text("provider"),
            IsProviderOnly = entry.Flag("providerOnly"),
            Blocklist = entry.Text("list"),
            Fragments = fragments,
            LiteralLength = fragments.Sum(f => f.Length),
            Excluded = entry.TextList("not"),
            Codes = codes,
            Pattern = pattern is null ? null : new SignaturePattern(parts.Fill(entry, pattern)),
            BitLists = entry.TextList("bitLists"),
            Cause = entry.RequiredChoice<RefusalCause>("cause"),
            Stage = entry.Choice<SmtpStage>("stage"),
            IsPermanent = entry.OptionalFlag("permanent"),
            About = entry.RequiredText("about"),
            Url = entry.Url("url"),
            Mail = entry.Text("mail"),
            Examples = entry.TextList("examples"),
            NearMisses = entry.TextList("nearMisses"),
            Confidence = entry.RequiredChoice<Confidence>("confidence"),
            VerifiedOn = entry.RequiredDate("verifiedOn"),
            Sources = entry.Sources(),
        };
        return signature.IsProviderOnly && signature.Provider is null
            ? throw entry.Error("provider", "expected the provider that it is only for.")
            : signature;
    }

    /// <exception cref="CatalogException">The pattern is no regular expression.</exception>
    internal static void RequirePattern(EntryReader entry, string field, SignaturePattern? pattern)
    {
        try
        {
            _ = pattern?.Regex;
        }
        catch (ArgumentException e)
        {
            throw entry.Error(field, "expected a regular expression: " + e.Message);
        }
    }

    private static IReadOnlyList<ReplyCodeRange> Codes(EntryReader entry) => entry.TextList("codes").Select(text =>
        ReplyCodeRange.Parse(text) ?? throw entry.Error(
            "codes", "expected codes such as 550, 5xx, 5.7.1, 5.7.606-649 or none, found '" + text + "'.")).ToList().AsReadOnly();
}
