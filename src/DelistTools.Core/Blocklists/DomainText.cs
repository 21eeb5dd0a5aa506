namespace DelistTools.Blocklists;

/// <summary>What the user asks about: a domain, or something that is none.</summary>
internal sealed class DomainText
{
    private DomainText(DomainTarget? target, Problem? problem)
    {
        Target = target;
        Problem = problem;
    }

    internal DomainTarget? Target { get; }

    /// <summary>What is wrong.</summary>
    internal Problem? Problem { get; }

    internal static DomainText Of(DomainTarget target) => new(target, null);

    internal static DomainText Of(Problem problem) => new(null, problem);
}
