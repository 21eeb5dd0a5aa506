using System.Collections.Generic;

namespace DelistTools;

/// <summary>
/// Something that the user gave and that cannot be used: the id of the error, which is also the name of its message,
/// and what the message says about it.
/// </summary>
internal sealed class Problem
{
    internal Problem(string id, object target, params object[] arguments)
    {
        Id = id;
        Target = target;
        Arguments = arguments;
    }

    internal string Id { get; }

    internal object Target { get; }

    internal IReadOnlyList<object> Arguments { get; }
}
