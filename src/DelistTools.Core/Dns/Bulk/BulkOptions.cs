using System;

namespace DelistTools.Dns.Bulk;

/// <summary>How a server is asked.</summary>
internal sealed class BulkOptions
{
    /// <summary>Questions under way at the same time at most; the server may get fewer.</summary>
    internal int InFlight { get; init; } = 100;

    /// <summary>What a question may take, all its tries together.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Sockets, each on a port of its own.</summary>
    internal int Sockets { get; init; } = 4;

    /// <summary>For how long the thread waits for more questions before it ends.</summary>
    internal TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(1);
}
