using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Lab;

/// <summary>What a server has seen and taken, and the events to wait for.</summary>
internal sealed class SmtpLog(int mostKept)
{
    private readonly ConcurrentQueue<SmtpSessionSeen> _sessions = new();
    private readonly ConcurrentQueue<SmtpMessageTaken> _messages = new();
    private readonly Dictionary<SmtpTurnKind, CountSignal> _turns =
        Enum.GetValues<SmtpTurnKind>().ToDictionary(kind => kind, _ => new CountSignal());

    public IReadOnlyList<SmtpSessionSeen> Sessions => [.. _sessions];

    public IReadOnlyList<SmtpMessageTaken> Messages => [.. _messages];

    public CountSignal SessionsEnded { get; } = new();

    public CountSignal MessagesTaken { get; } = new();

    public CountSignal Turns(SmtpTurnKind kind) => _turns[kind];

    public void Begin(SmtpSessionSeen session) => Keep(_sessions, session);

    public void Take(SmtpMessageTaken message)
    {
        Keep(_messages, message);
        MessagesTaken.Add();
    }

    private void Keep<T>(ConcurrentQueue<T> queue, T item)
    {
        queue.Enqueue(item);
        while (queue.Count > mostKept)
        {
            queue.TryDequeue(out _);
        }
    }
}
