using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Routing;

/// <summary>Says in one line what was found.</summary>
internal static class Reasons
{
    /// <summary>Of the findings that a plan is made of.</summary>
    internal static string Of(IReadOnlyCollection<Finding> findings)
    {
        List<string> lists = findings.Select(f => f.List?.Id).OfType<string>().Distinct().ToList();
        List<string> reasons = new();
        if (lists.Count > 0)
        {
            bool asked = findings.Any(f => f.Check is not null);
            reasons.Add((asked ? "Listed by " : "An entry at ") + string.Join(", ", lists) + ".");
        }

        reasons.AddRange(findings.Where(f => f.List is null).Select(Of).Distinct());
        return InSentences(reasons);
    }

    /// <summary>Of one station; null where nothing was found but the station itself.</summary>
    internal static string? Of(Station station)
    {
        BlocklistCheck? check = station.Checks.Values.FirstOrDefault(c => c.Verdict == ListingVerdict.Listed)
            ?? station.Findings.Select(f => f.Check).FirstOrDefault(c => c is not null);
        if (station.List is not null && check is not null)
        {
            return check.Verdict + ": " + NetworkText.Shorten(check.Reason ?? "");
        }

        MailRefusal? refusal = station.Findings.Select(f => f.Refusal).FirstOrDefault(r => r is not null);
        return refusal is not null ? Of(refusal) : station.List is not null ? "An entry at " + station.List.Name + "." : null;
    }

    /// <summary>A reply mostly ends without a full stop, and one after a web address would be taken for a part of it.</summary>
    private static string InSentences(IReadOnlyList<string> reasons) => string.Concat(reasons.Select((reason, index) =>
        reason + (index == reasons.Count - 1 ? "" : reason.EndsWith(".", StringComparison.Ordinal) ? " " : "; ")));

    private static string Of(Finding finding)
    {
        if (finding.Refusal is not null)
        {
            return (finding.Provider?.Name ?? NetworkText.Line(finding.Refusal.RemoteMta) ?? "A server") + " refused mail: " + Of(finding.Refusal);
        }

        if (finding.Provider is not null)
        {
            return "Mail to " + finding.Provider.Name + (finding.Provider.MatchedBy is null ? "" : " (" + finding.Provider.MatchedFor + ": " + finding.Provider.MatchedBy + ")")
                + " is refused.";
        }

        return finding.Plan switch
        {
            PlanIds.TargetNotListed => finding.Target + " is on none of the lists that were asked.",
            PlanIds.SenderNotReady => "The sender's own side is not in order: " + NetworkText.Line(finding.Note),
            PlanIds.TargetUndetermined => "It could not be found out whether " + finding.Target + " is listed.",
            _ => "Mail to " + (NetworkText.Line(finding.RecipientDomain) ?? "the recipient") + " is refused." + (finding.Note is null ? "" : " " + NetworkText.Line(finding.Note)),
        };
    }

    private static string Of(MailRefusal refusal)
    {
        string said = Replies.WithCodes(refusal, NetworkText.Shorten(NetworkText.Line(refusal.Evidence) ?? NetworkText.Line(refusal.ReplyText) ?? ""));
        return refusal.Cause + (said.Length == 0 ? "." : ", " + said);
    }
}
