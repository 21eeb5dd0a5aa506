namespace DelistTools.Diagnosis;

/// <summary>A refusal as a text or a dialogue holds it, before anybody has asked what it means.</summary>
internal sealed class FoundRefusal
{
    /// <summary>What the text was read as.</summary>
    internal string Format { get; init; } = "";

    internal string? Recipient { get; init; }

    /// <summary>The address of MAIL FROM, empty for a bounce; null where the text does not say.</summary>
    internal string? Sender { get; init; }

    internal string? RemoteMta { get; init; }

    internal string? RemoteAddress { get; init; }

    internal SmtpStage? Stage { get; init; }

    /// <summary>The reply with its codes, folded or in several lines, as it stands there.</summary>
    internal string Reply { get; init; } = "";

    /// <summary>
    /// The text says that this is a refusal. Where it merely looks like one, it counts only if a signature knows it.
    /// </summary>
    internal bool IsCertain { get; init; } = true;
}
