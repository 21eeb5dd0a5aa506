using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Diagnosis;

/// <summary>
/// Tells which command a refusal of a dialogue answers, and with it the stage, the sender and the recipients: several
/// commands may be sent at once (RFC 2920), and a transcript may leave out what was accepted.
/// </summary>
internal sealed class SmtpDialogue
{
    private readonly List<SmtpCommandLine> _commands = new();
    private readonly List<(int Code, string Text, bool IsCertain)> _replies = new();
    private readonly List<string> _accepted = new();
    private SmtpStage? _stage;
    private string? _sender;

    /// <summary>Takes a command. What it gives back are the refusals before it.</summary>
    internal IReadOnlyList<FoundRefusal> Add(SmtpCommandLine command)
    {
        IReadOnlyList<FoundRefusal> found = _replies.Count > 0 ? Turn() : Array.Empty<FoundRefusal>();
        _commands.Add(command);
        return found;
    }

    /// <summary>Takes a reply.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="text">All of it.</param>
    /// <param name="isCertain">It is a reply, and not a sentence that begins with a number.</param>
    internal void Add(int code, string text, bool isCertain) => _replies.Add((code, text, isCertain));

    /// <summary>The refusals that are left at the end.</summary>
    internal IReadOnlyList<FoundRefusal> End() => Turn();

    /// <summary>What was answered to the commands since the last answers.</summary>
    private List<FoundRefusal> Turn()
    {
        List<FoundRefusal> found = new();
        int unanswered = Math.Max(0, _commands.Count - _replies.Count);
        if (unanswered > 0 && _replies.Count > 0)
        {
            // Some answers were left out: those that say nothing but yes, so that the last command is what these are about.
            unanswered = _commands.Count - 1;
        }

        for (int i = 0; i < unanswered; i++)
        {
            Begin(_commands[i]);
            Accept(_commands[i]);
        }

        SmtpCommandLine? command = null;
        for (int i = 0; i < _replies.Count; i++)
        {
            if (unanswered + i < _commands.Count)
            {
                command = _commands[unanswered + i];
                Begin(command);
            }

            if (_replies[i].Code >= 400)
            {
                found.AddRange(Recipients(command).Select(r => new FoundRefusal
                {
                    Format = "Reply", Recipient = r, Sender = _sender, Stage = _stage, Reply = _replies[i].Text, IsCertain = _replies[i].IsCertain,
                }));
            }
            else if (command is not null)
            {
                Accept(command);
            }
        }

        _commands.Clear();
        _replies.Clear();
        return found;
    }

    private void Begin(SmtpCommandLine command)
    {
        _stage = command.Stage ?? _stage;
        if (command.EndsTransaction)
        {
            _sender = command.Address;
            _accepted.Clear();
        }
    }

    private void Accept(SmtpCommandLine command)
    {
        if (command is { Stage: SmtpStage.Recipient, Address.Length: > 0 } && !_accepted.Contains(command.Address!))
        {
            _accepted.Add(command.Address!);
        }
    }

    /// <summary>Whom an answer is about: the message goes to all that were accepted before.</summary>
    private IEnumerable<string?> Recipients(SmtpCommandLine? command) =>
        command is { Stage: SmtpStage.Recipient } ? new[] { command.Address }
        : command is { Stage: SmtpStage.Data } && _accepted.Count > 0 ? _accepted.ToArray()
        : new string?[] { null };
}
