using System;

namespace DelistTools.Diagnosis;

/// <summary>A reply in a quoted dialogue, with the command before it.</summary>
internal sealed class TranscriptExchange
{
    /// <summary>A reply has at most a few dozen lines; what goes on longer is no part of it.</summary>
    private const int Longest = 16_384;

    /// <param name="host">With whom the dialogue was.</param>
    /// <param name="address">The address of that host.</param>
    /// <param name="stage">The stage of the command.</param>
    /// <param name="recipient">The recipient of RCPT TO.</param>
    /// <param name="reply">The first line of the reply.</param>
    internal TranscriptExchange(string? host, string? address, SmtpStage? stage, string? recipient, string reply)
    {
        Host = host;
        Address = address;
        Stage = stage;
        Recipient = recipient;
        Reply = reply;
    }

    internal string? Host { get; }

    internal string? Address { get; }

    internal SmtpStage? Stage { get; }

    internal string? Recipient { get; }

    internal string Reply { get; private set; }

    /// <summary>The reporting server's own summary, and not what the remote one said.</summary>
    internal bool IsConclusion { get; init; }

    internal bool IsRefusal => SmtpReplyText.Code(Reply) >= 400;

    internal bool IsPermanent => SmtpReplyText.Code(Reply) >= 500;

    /// <summary>The consequence of an earlier refusal in the same dialogue: a command that came too soon.</summary>
    internal bool IsNoise => SmtpReplyText.Code(Reply) == 503
        || (SmtpReplyText.Code(Reply) == 554 && Reply.IndexOf("no valid recipients", StringComparison.OrdinalIgnoreCase) >= 0);

    internal bool GoesOn(string line) =>
        Reply.LastIndexOf('\n') is int end && Reply.Length > end + 4 && Reply[end + 4] == '-' && SmtpReplyText.Code(line) == SmtpReplyText.Code(Reply);

    internal void Add(string line) => Reply = Reply.Length + line.Length < Longest ? Reply + "\n" + line : Reply;
}
