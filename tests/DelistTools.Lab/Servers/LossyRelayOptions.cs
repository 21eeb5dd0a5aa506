using System;

namespace DelistTools.Lab;

/// <summary>How bad a line a <see cref="LossyRelay"/> is.</summary>
public sealed record LossyRelayOptions
{
    /// <summary>The share of packets that are lost, each way.</summary>
    public double Loss { get; init; }

    /// <summary>The share of packets that come twice.</summary>
    public double Doubled { get; init; }

    /// <summary>How long each packet takes at least.</summary>
    public TimeSpan MinimumDelay { get; init; }

    /// <summary>How long each packet takes at most; what is sent later may arrive earlier.</summary>
    public TimeSpan MaximumDelay { get; init; }

    /// <summary>Decides what becomes of which packet.</summary>
    public int Seed { get; init; } = 1;
}
