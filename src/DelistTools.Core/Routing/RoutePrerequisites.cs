using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Routing;

/// <summary>What has to be in order on the sender's own side before a provider, and those whom it follows, are asked.</summary>
internal static class RoutePrerequisites
{
    /// <summary>The fixes that the provider's route begins with, in working order.</summary>
    internal static IReadOnlyList<RouteFix> Of(RoutePlanner planner, MailProvider provider, string? target) =>
        planner.Stations(new[] { FindingReader.Read(provider, target) }, UpstreamAnswers.None)
            .Select(s => s.Fix).OfType<RouteFix>().ToList().AsReadOnly();
}
