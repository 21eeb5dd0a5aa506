using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace DelistTools.Lab;

/// <summary>
/// The set-up of a <see cref="LoopbackSmtpServer"/>: what it says at each point of a session. Where nothing is set up,
/// it takes all mail. May be changed while a server uses it.
/// </summary>
/// <example><code>
/// var smtp = new SmtpBehaviours("mx.lab.test")
///     .On(SmtpTurnKind.Recipient, turn => turn.Mailbox == "nobody@lab.test" ? new SmtpReply(550, "5.1.1 No such user") : null);
/// await using var server = LoopbackSmtpServer.Start(smtp);
/// </code></example>
public sealed class SmtpBehaviours
{
    private readonly ConcurrentDictionary<SmtpTurnKind, Func<SmtpTurn, SmtpReply?>> _rules = new();

    /// <summary>A server that takes all mail.</summary>
    /// <param name="hostName">The name by which it greets.</param>
    public SmtpBehaviours(string hostName = "mx.lab.test") => HostName = hostName;

    /// <summary>The name by which it greets.</summary>
    public string HostName { get; }

    /// <summary>What it offers in its reply to EHLO, besides SIZE.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = ["PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES"];

    /// <summary>Sets what is said at a point, in place of what was set before.</summary>
    /// <param name="kind">The point.</param>
    /// <param name="reply">
    /// Called each time, for several sessions at once; null as its answer: the usual reply. It is not called for a
    /// command that is out of order or misspelt.
    /// </param>
    public SmtpBehaviours On(SmtpTurnKind kind, Func<SmtpTurn, SmtpReply?> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        _rules[kind] = reply;
        return this;
    }

    /// <summary>Says the same at a point each time.</summary>
    public SmtpBehaviours On(SmtpTurnKind kind, SmtpReply reply) => On(kind, _ => reply);

    internal SmtpReply? Reply(SmtpTurn turn) => _rules.TryGetValue(turn.Kind, out var rule) ? rule(turn) : null;
}
