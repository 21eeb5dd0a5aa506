namespace DelistTools.Mail;

/// <summary>What a relay said to a message.</summary>
internal sealed class RelayAnswer
{
    internal RelayAnswer(ProbeOutcome outcome, SmtpStage stage, int? code = null, string text = "", string? failure = null, string? failureId = null)
    {
        Outcome = outcome;
        Stage = stage;
        Code = code;
        Text = text;
        Failure = failure;
        FailureId = failureId;
    }

    internal ProbeOutcome Outcome { get; }

    internal SmtpStage Stage { get; }

    internal int? Code { get; }

    /// <summary>The reply with its code, in lines.</summary>
    internal string Text { get; }

    /// <summary>What went wrong besides a reply, for a person.</summary>
    internal string? Failure { get; }

    /// <summary>The id of the error that it is, where it is about how the relay is used.</summary>
    internal string? FailureId { get; }

    internal ProbeTls? Tls { get; init; }

    internal string? LocalAddress { get; init; }

    internal string? RemoteAddress { get; init; }
}
