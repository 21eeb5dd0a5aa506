namespace DelistTools.Blocklists;

/// <summary>What the user asks about: a run of addresses, a host name, or something that is neither.</summary>
internal sealed class TargetText
{
    private TargetText(AddressRange? range, string? hostName, Problem? problem)
    {
        Range = range;
        HostName = hostName;
        Problem = problem;
    }

    internal AddressRange? Range { get; }

    internal string? HostName { get; }

    /// <summary>What is wrong; beside a host name, what is wrong if there is no such host.</summary>
    internal Problem? Problem { get; }

    internal static TargetText Of(AddressRange range) => new(range, null, null);

    internal static TargetText Of(string hostName, Problem? ifMissing) => new(null, hostName, ifMissing);

    internal static TargetText Of(Problem problem) => new(null, null, problem);
}
