namespace DelistTools;

/// <summary>What is wrong with the resolver, as far as the lists' answers show it.</summary>
public enum ResolverFinding
{
    /// <summary>Nothing was noticed.</summary>
    None,

    /// <summary>It answers for names that do not exist: search pages, block pages.</summary>
    RewritesAnswers,

    /// <summary>It strips answers in 127.0.0.0/8 (rebinding protection), and with them every listing.</summary>
    FiltersLoopback,

    /// <summary>Its strict QNAME minimisation (RFC 9156) turns names of several labels into "no such name".</summary>
    StrictMinimisation,

    /// <summary>Lists refuse it: it is public, shared, unregistered, or over a limit.</summary>
    RefusedByLists,

    /// <summary>It does not answer at all.</summary>
    Unreachable,

    /// <summary>It stopped answering in the middle of a run, and another one was asked from then on.</summary>
    StoppedAnswering,
}
