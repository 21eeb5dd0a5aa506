using System;
using System.Collections.Generic;

namespace DelistTools.Providers;

/// <summary>What was found for something that the user gave.</summary>
internal sealed class ProviderMatch
{
    private ProviderMatch(IReadOnlyList<MailProvider> providers, string? warning, Problem? problem)
    {
        Providers = providers;
        Warning = warning;
        Problem = problem;
    }

    /// <summary>Each with what led to it; the one that mail goes to first stands first.</summary>
    internal IReadOnlyList<MailProvider> Providers { get; }

    /// <summary>Why what was found may not be all, or not right.</summary>
    internal string? Warning { get; }

    /// <summary>Why nothing was found.</summary>
    internal Problem? Problem { get; }

    internal static ProviderMatch Of(IReadOnlyList<MailProvider> providers, string? warning = null) => new(providers, warning, null);

    internal static ProviderMatch Of(Problem problem) => new(Array.Empty<MailProvider>(), null, problem);
}
