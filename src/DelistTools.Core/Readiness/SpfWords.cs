using System.Collections.Generic;
using System.Linq;
using DelistTools.Readiness.Spf;

namespace DelistTools.Readiness;

/// <summary>What is wrong with SPF records, in words. What comes out of records is cleaned where the check is written.</summary>
internal static class SpfWords
{
    internal static string Of(SpfError error) => error.Kind switch
    {
        SpfErrorKind.NotADomain => "'" + (error.Target ?? error.Domain) + "' can have no record" + In(error),
        SpfErrorKind.NoRecord => "no SPF record",
        SpfErrorKind.SeveralRecords => error.Domain + " has " + error.Count + " SPF records, and receivers take none then",
        SpfErrorKind.SyntaxError => (error.Fault is null ? "the record cannot be read" : Of(error.Fault)) + " (in the record of " + error.Domain + ")",
        SpfErrorKind.TooManyLookups => "more than ten look-ups" + In(error),
        SpfErrorKind.TooManyVoidLookups => "more than two look-ups that find nothing" + In(error),
        SpfErrorKind.TooManyMxHosts => "more than ten mail exchangers" + In(error),
        SpfErrorKind.IncludeWithoutRecord or SpfErrorKind.RedirectWithoutRecord => (error.Target ?? error.Domain) + " has no SPF record" + In(error),
        SpfErrorKind.Loop => "the records lead back to " + (error.Target ?? error.Domain) + In(error),
        _ => "a look-up failed: " + error.Detail,
    };

    internal static string Of(SpfRemark remark) => remark.Kind switch
    {
        SpfRemarkKind.UnknownMechanism => Quoted(remark) + " is no mechanism" + Meant(remark),
        SpfRemarkKind.EmptyTerm => Quoted(remark) + " is a sign without a mechanism",
        SpfRemarkKind.MissingValue => Quoted(remark) + " lacks what should follow" + Meant(remark),
        SpfRemarkKind.UnexpectedValue => Quoted(remark) + " has more than it can take" + Meant(remark),
        SpfRemarkKind.BadAddress => Quoted(remark) + " holds no address of its kind" + Meant(remark),
        SpfRemarkKind.BadPrefixLength => Quoted(remark) + " has a wrong prefix length" + Meant(remark),
        SpfRemarkKind.BadDomain => Quoted(remark) + " names no domain" + Meant(remark),
        SpfRemarkKind.BadMacro => Quoted(remark) + " has a broken macro" + Meant(remark),
        SpfRemarkKind.BadModifierName => Quoted(remark) + " is neither a mechanism nor a modifier" + Meant(remark),
        SpfRemarkKind.RepeatedModifier => Quoted(remark) + " stands there a second time",
        SpfRemarkKind.RecordTooLarge => "the record is longer than a TXT record can be",
        SpfRemarkKind.UnexpectedCharacter => Quoted(remark) + " holds a character that cannot be seen, or one beyond ASCII" + Meant(remark),
        SpfRemarkKind.AllMissing => "the record says nothing of those whom it does not name; end it in ~all or -all",
        SpfRemarkKind.AllPasses => "+all lets the whole world send",
        SpfRemarkKind.AllNeutral => "?all says nothing of those whom the record does not name",
        SpfRemarkKind.TermAfterAll => Quoted(remark) + " comes after all, and nobody reads it",
        SpfRemarkKind.RedirectIgnored => Quoted(remark) + " stands beside all, and nobody follows it",
        SpfRemarkKind.PtrUsed => Quoted(remark) + " should not be used any more (RFC 7208, section 5.5)",
        SpfRemarkKind.RepeatedTerm => Quoted(remark) + " stands there twice",
        SpfRemarkKind.WideRange => Quoted(remark) + " lets a large part of the Internet send",
        SpfRemarkKind.ModifierLikeMechanism => Quoted(remark) + " is ignored" + Meant(remark),
        SpfRemarkKind.ImpossibleDomain => Quoted(remark) + " names what can have no records",
        _ => "the record is longer than 450 characters, and some resolvers will need TCP for it",
    };

    /// <summary>A record that just misses being one; null where there is none such.</summary>
    internal static string? Of(IReadOnlyList<SpfNearRecord> near)
    {
        SpfNearRecord? first = near.FirstOrDefault(n => n.Kind != SpfNearRecordKind.SenderId);
        string? why = first?.Kind switch
        {
            null => null,
            SpfNearRecordKind.Quoted => "its quotation marks are part of the text",
            SpfNearRecordKind.InvisibleCharacter => "it begins with a character that cannot be seen",
            SpfNearRecordKind.LeadingBlank => "it begins with a blank",
            SpfNearRecordKind.MissingBlank => "there is no blank behind v=spf1",
            _ => "it does not begin with v=spf1",
        };
        return why is null ? null : "The TXT record " + first!.Text + " counts for nothing: " + why + ".";
    }

    private static string Quoted(SpfRemark remark) => "'" + remark.Term + "'";

    private static string Meant(SpfRemark remark) => remark.Suggestion is null ? "" : "; meant may be " + remark.Suggestion;

    private static string In(SpfError error) => error.Term is null ? "" : " ('" + error.Term + "' in the record of " + error.Domain + ")";
}
