using System;

namespace DelistTools.Sweeping;

/// <summary>A sweep cannot go on from a file, or leave its state there.</summary>
internal sealed class SweepStateException : Exception
{
    /// <param name="id">The error's id.</param>
    /// <param name="path">The file.</param>
    /// <param name="reason">What is wrong with it.</param>
    internal SweepStateException(string id, string path, string reason)
        : base(path + ": " + reason)
    {
        Problem = new Problem(id, path, path, reason);
    }

    internal Problem Problem { get; }
}
