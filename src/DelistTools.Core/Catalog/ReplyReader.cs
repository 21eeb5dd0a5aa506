using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>Reads an entry of the section <c>replies</c>.</summary>
internal static class ReplyReader
{
    internal const string Section = "replies";

    /// <param name="entry">The entry.</param>
    /// <param name="parts">What patterns share.</param>
    internal static ReplySignature Read(EntryReader entry, PatternParts parts)
    {
        IReadOnlyList<string> fragments = entry.TextList("fragments");
        SignaturePattern? pattern = Pattern(entry, parts, "pattern");
        if (fragments.Count == 0 && pattern is null)
        {
            throw entry.Error("fragments", "expected fragments, a pattern, or both.");
        }

        ReplySignature signature = new()
        {
            Id = entry.Id,
            Operator = entry.Text("operator"),
            IsOperatorOnly = entry.Flag("operatorOnly"),
            IsRequestNamed = entry.Flag("requestNamed"),
            IsConditional = entry.Flag("conditional"),
            Blocklist = entry.Text("list"),
            Fragments = fragments,
            LiteralLength = fragments.Sum(f => f.Length),
            Excluded = entry.TextList("not"),
            Pattern = pattern,
            Group = Pattern(entry, parts, "group"),
            Overrides = entry.TextList("overrides"),
            Verdict = entry.RequiredChoice<ReplyVerdict>("verdict"),
            Meaning = entry.RequiredText("meaning"),
            NextStep = entry.RequiredText("nextStep"),
            Wait = Wait(entry, "wait"),
            IsAutomatic = entry.Flag("automatic"),
            ReplyIsRead = entry.OptionalFlag("replyIsRead"),
            Examples = entry.TextList("examples"),
            NearMisses = entry.TextList("nearMisses"),
            Confidence = entry.RequiredChoice<Confidence>("confidence"),
            VerifiedOn = entry.RequiredDate("verifiedOn"),
            Sources = entry.Sources(),
        };
        return signature.IsOperatorOnly && signature.Operator is null
            ? throw entry.Error("operator", "expected the operator that it is only for.")
            : signature;
    }

    internal static SignaturePattern? Pattern(EntryReader entry, PatternParts parts, string field) =>
        entry.Text(field) is string pattern ? new SignaturePattern(parts.Fill(entry, pattern)) : null;

    /// <summary>A time to wait; null where there is no such field.</summary>
    /// <exception cref="CatalogException">It is no time.</exception>
    internal static WaitPeriod? Wait(EntryReader entry, string field)
    {
        string? text = entry.Text(field);
        return text is null ? null
            : WaitPeriod.TryParse(text, out WaitPeriod wait) ? wait
            : throw entry.Error(field, "expected a time such as '24 hours' or '5 working days', found '" + text + "'.");
    }
}
