using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>The plans by which a route falls back on general advice: without one of them there would be no way off.</summary>
internal static class PlanIds
{
    internal const string ListClosed = "list-closed";

    internal const string ListNetworkOwner = "list-network-owner";

    internal const string ListOfGoodSenders = "list-of-good-senders";

    internal const string ListUnknown = "list-unknown";

    internal const string AfterList = "after-list";

    internal const string PublicLists = "public-lists";

    internal const string ProviderUnknown = "provider-unknown";

    internal const string SenderNotReady = "sender-not-ready";

    internal const string TargetNotListed = "target-not-listed";

    internal const string TargetUndetermined = "target-undetermined";

    internal static IEnumerable<string> Required =>
        new[]
            {
                ListClosed, ListNetworkOwner, ListOfGoodSenders, ListUnknown, AfterList, PublicLists, ProviderUnknown, SenderNotReady, TargetNotListed, TargetUndetermined,
            }
            .Concat(Values<RemovalPolicy>().Select(Of)).Concat(Values<RefusalCause>().Select(Of));

    internal static string Of(RemovalPolicy policy) => "list-" + ChoiceNames.Written(policy.ToString());

    internal static string Of(RefusalCause cause) => "cause-" + ChoiceNames.Written(cause.ToString());

    private static IEnumerable<T> Values<T>()
        where T : struct, Enum => Enum.GetValues(typeof(T)).Cast<T>();
}
