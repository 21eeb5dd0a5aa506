using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>What a look-up comes to, for somebody who has never heard of blocklists.</summary>
internal static class ListingSentences
{
    internal static string Of(LookedUp looked, ReportContext context) => looked.Status switch
    {
        ListingStatus.Listed => Listed(looked, context),
        ListingStatus.NotListed => "On none of the " + ReportContext.Count(looked.Answered, "blocklist that was asked", "blocklists that gave an answer") + "."
            + (looked.Unanswered > 0 ? " " + ReportContext.Number(looked.Unanswered) + " more gave none that can be trusted." : ""),
        _ => Undetermined(looked, context),
    };

    /// <summary>How much an entry of that weight costs.</summary>
    internal static string Weight(BlocklistImpact impact) => impact switch
    {
        BlocklistImpact.High => "High: large receivers refuse mail because of it",
        BlocklistImpact.Medium => "Medium: smaller receivers and filters weigh it",
        BlocklistImpact.Low => "Low: few receivers use it",
        _ => "None: nobody should be using it",
    };

    internal static string Covers(ListingScope scope) => scope switch
    {
        ListingScope.Address => "This address alone",
        ListingScope.Range => "The range around it",
        ListingScope.Network => "The whole network that announces it",
        ListingScope.Policy => "A range that is not meant to send mail",
        _ => "The domain",
    };

    /// <summary>What its codes mean; of several each without the full stop that it may have.</summary>
    internal static string Meaning(BlocklistCheck check) => check.Meanings.Count == 1 ? check.Meanings[0] : string.Join("; ", check.Meanings.Select(m => m.TrimEnd('.')));

    internal static string WayOff(Blocklist list) => list.RemovalPolicy switch
    {
        RemovalPolicy.SelfService => "Ask on the operator's page",
        RemovalPolicy.AutoExpiry => "Runs out by itself",
        RemovalPolicy.Contact => "Write to the operator",
        RemovalPolicy.IspOnly => "Only the owner of the range can ask",
        RemovalPolicy.PaidExpress => "Runs out by itself; paying for it is not needed",
        RemovalPolicy.None => "The operator removes nothing",
        _ => "Not known",
    };

    private static string Listed(LookedUp looked, ReportContext context)
    {
        bool isOne = looked.Listings.Count == 1;
        string names = ReportContext.Join(looked.Listings.Select(l => context.Name(l.Blocklist)).Distinct());
        string cost = looked.WorstImpact switch
        {
            BlocklistImpact.High => isOne ? "Large receivers refuse mail because of it." : "Large receivers refuse mail because of at least one of them.",
            BlocklistImpact.Medium => "Smaller receivers and spam filters weigh " + (isOne ? "it." : "them."),
            _ => "Few receivers look at " + (isOne ? "it" : "them") + ", so little mail is lost.",
        };
        bool isRange = looked.Listings.Count > 0 && looked.Listings.All(l => l.Scope is ListingScope.Range or ListingScope.Network or ListingScope.Policy);
        return "On " + ReportContext.Count(looked.Listings.Count, "blocklist", "blocklists") + ": " + names + ". " + cost
            + (isRange ? " What is listed is the range around it rather than the address itself." : "")
            + (looked.Unanswered > 0 ? " There may be more: " + ReportContext.Number(looked.Unanswered) + " of " + ReportContext.Number(looked.Asked) + " gave no answer that can be trusted." : "");
    }

    private static string Undetermined(LookedUp looked, ReportContext context)
    {
        List<string> decisive = looked.Checks.Where(c => c.Impact == BlocklistImpact.High && c.Verdict != ListingVerdict.NotApplicable && !c.IsAnswered)
            .Select(c => context.Name(c.Blocklist)).Distinct().ToList();
        return ReportContext.Number(looked.Unanswered) + " of " + ReportContext.Count(looked.Asked, "blocklist", "blocklists") + " gave no answer that can be trusted"
            + (decisive.Count > 0 ? ", among them " + ReportContext.Join(decisive, 3) + (decisive.Count == 1 ? ", which matters much" : ", which matter much") : "") + ". This is no clean bill.";
    }
}
