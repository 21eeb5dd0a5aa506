using System;

namespace DelistTools.Placement;

/// <summary>How often a mailbox is looked through while a message is waited for.</summary>
internal sealed class ProbePace
{
    /// <summary>
    /// The longest that the inbox alone is listened to: what lands in the junk folder meanwhile is seen only by looking there.
    /// </summary>
    internal TimeSpan Listen { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the folders are looked through that mail seldom arrives in; always at first and in the end.</summary>
    internal TimeSpan Everywhere { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait before a connection that broke is opened again, the first time.</summary>
    internal TimeSpan Recovery { get; init; } = TimeSpan.FromSeconds(1);
}
