using System;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Routing;

/// <summary>What a list's removal policy, and how much the list matters, come to.</summary>
internal static class ListPlans
{
    /// <summary>The plan for a listing of this scope.</summary>
    internal static RoutePlan Find(ProviderCatalog catalog, Blocklist list, ListingScope scope)
    {
        string id = Id(list, scope);
        return catalog.FindPlan(id) ?? throw new InvalidOperationException("The catalogue has no plan '" + id + "'.");
    }

    /// <summary>
    /// Little used lists are left alone unless they cost mail, which a refusal proves: the trouble has to be worth it.
    /// </summary>
    internal static void Advise(Station station)
    {
        Blocklist list = station.List!;
        RoutePlan plan = station.Plan!;
        station.Advice = plan.Advice;
        station.AdviceReason = plan.Reason;
        if (plan.Advice == RouteAdvice.NotPossible)
        {
            return;
        }

        if (station.Findings.Any(f => f.Refusal is not null && station.IsFound))
        {
            station.Advice = RouteAdvice.Recommended;
            station.AdviceReason = "Mail was refused because of it. " + plan.Reason;
        }
        else if (list.Impact is BlocklistImpact.Low or BlocklistImpact.None)
        {
            bool isEasy = list.RemovalPolicy == RemovalPolicy.SelfService && plan.Id == PlanIds.Of(RemovalPolicy.SelfService);
            station.Advice = isEasy ? RouteAdvice.Optional : RouteAdvice.NotWorthIt;
            station.AdviceReason = "Little mail depends on it" + (isEasy ? ", and a form is quickly filled in. " : ". ") + plan.Reason;
        }
        else if (list.ImpactNote is not null)
        {
            station.AdviceReason = plan.Reason + " " + list.ImpactNote;
        }
    }

    private static string Id(Blocklist list, ListingScope scope)
    {
        if (list.Status is BlocklistStatus.Dead or BlocklistStatus.Merged)
        {
            return PlanIds.ListClosed;
        }

        if (list.Rules.Polarity == ListPolarity.Allow)
        {
            return PlanIds.ListOfGoodSenders;
        }

        return scope is ListingScope.Network or ListingScope.Range && list.RemovalPolicy is not RemovalPolicy.None
            ? PlanIds.ListNetworkOwner
            : PlanIds.Of(list.RemovalPolicy);
    }
}
