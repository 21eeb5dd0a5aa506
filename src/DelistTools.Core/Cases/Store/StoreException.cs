using System;

namespace DelistTools.Cases;

/// <summary>A store that cannot be used as it is; nothing in it was changed.</summary>
internal sealed class StoreException : Exception
{
    internal StoreException(Problem problem, Exception? cause = null)
        : base(problem.Id + ": " + problem.Target, cause)
    {
        Problem = problem;
    }

    internal Problem Problem { get; }
}
