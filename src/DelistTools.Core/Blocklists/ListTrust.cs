using System;

namespace DelistTools.Blocklists;

/// <summary>
/// Takes back a verdict that the list's health does not carry: a listing needs a list that does not list everything,
/// a clean bill needs a list that lists at all.
/// </summary>
internal static class ListTrust
{
    internal static WeighedAnswer Apply(WeighedAnswer answer, ListTestResult test)
    {
        switch (answer.Verdict)
        {
            case ListingVerdict.Listed or ListingVerdict.Informational when !test.NegativeHolds:
                return Demote(answer, ListingVerdict.Unverified, test, "The answer cannot be trusted: ");
            case ListingVerdict.NotListed when !test.PositiveHolds:
                return Demote(
                    answer,
                    test.Health == ListHealth.Refused ? ListingVerdict.Refused : ListingVerdict.Unverified,
                    test,
                    test.Health == ListHealth.Refused ? "The list did not really answer: " : "\"Not listed\" cannot be trusted: ");
            default:
                return answer;
        }
    }

    private static WeighedAnswer Demote(WeighedAnswer answer, ListingVerdict verdict, ListTestResult test, string lead) => new()
    {
        Verdict = verdict,
        Failure = LookupFailureKind.None,
        Codes = answer.Codes,
        Meanings = answer.Meanings,
        Components = Array.Empty<string>(),
        Scope = answer.Scope,
        IsForeign = answer.IsForeign,
        Reason = lead + test.Reason + ".",
    };
}
