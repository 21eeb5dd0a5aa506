using System;

namespace DelistTools.Waiting;

/// <summary>A wait that cannot begin, or go on, as it was asked for.</summary>
internal sealed class WaitException : Exception
{
    internal WaitException(Problem problem)
        : base(problem.Id + ": " + problem.Target)
    {
        Problem = problem;
    }

    internal Problem Problem { get; }
}
