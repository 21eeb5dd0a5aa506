using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>The server's side of one session (RFC 5321).</summary>
internal sealed partial class SmtpConversation
{
    private const int MostRecipients = 100;

    private static readonly SmtpReply OutOfOrder = new(503, "5.5.1 Bad sequence of commands");
    private static readonly SmtpReply TlsFirst = new(530, "5.7.0 Must issue a STARTTLS command first");
    private static readonly SmtpReply AuthenticationFirst = new(530, "5.7.0 Authentication required");
    private static readonly SmtpReply NotImplemented = new(502, "5.5.1 Command not implemented");
    private static readonly SmtpReply BadArgument = new(501, "5.5.4 Syntax error in parameters or arguments");

    private readonly SmtpSessionSeen _session;
    private readonly SmtpBehaviours _behaviours;
    private readonly LoopbackSmtpOptions _options;
    private readonly SmtpLog _log;
    private readonly Func<SmtpTurn, SmtpReply?> _decide;
    private SmtpWire _wire;
    private bool _refused;
    private bool _closed;

    /// <param name="wire">The connection.</param>
    /// <param name="session">The record to keep.</param>
    /// <param name="behaviours">The name and the extensions.</param>
    /// <param name="options">The limits.</param>
    /// <param name="log">Where turns and messages are counted.</param>
    /// <param name="decide">The reply of the set-up; null: the usual one.</param>
    public SmtpConversation(
        SmtpWire wire,
        SmtpSessionSeen session,
        SmtpBehaviours behaviours,
        LoopbackSmtpOptions options,
        SmtpLog log,
        Func<SmtpTurn, SmtpReply?> decide)
    {
        _wire = wire;
        _session = session;
        _behaviours = behaviours;
        _options = options;
        _log = log;
        _decide = decide;
    }

    /// <summary>Talks until one side has enough.</summary>
    /// <exception cref="OperationCanceledException">The time is up, or the server stops.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_options.TlsFromTheStart)
        {
            await BeginTlsAsync(cancellationToken).ConfigureAwait(false);
        }

        var greeting = Decide(new SmtpTurn(SmtpTurnKind.Greeting, string.Empty, _session), new SmtpReply(220, _behaviours.HostName + " ESMTP"));
        _refused = greeting.Code >= 400;
        await SayAsync(greeting, cancellationToken).ConfigureAwait(false);
        try
        {
            for (var i = 0; i < _options.MostCommands && !_closed; i++)
            {
                if (await _wire.ReadLineAsync(cancellationToken).ConfigureAwait(false) is not { } line)
                {
                    _session.End = SmtpEnd.ClientLeft;
                    return;
                }

                _session.Note("C: " + WithoutCredentials(line));
                await SayAsync(await AnswerAsync(line, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }

            if (!_closed)
            {
                await SayAsync(new SmtpReply(421, "4.7.0 Too many commands"), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (InvalidDataException)
        {
            await SayAsync(new SmtpReply(500, "5.5.2 Line too long") { HangsUp = true }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a reply as it is, and notes it.</summary>
    public async Task SayAsync(SmtpReply reply, CancellationToken cancellationToken)
    {
        foreach (var line in reply.Code == 0 ? [] : reply.WireLines())
        {
            _session.Note("S: " + line);
        }

        if ((reply.HangsUp || reply.Code == 421) && _session.End == SmtpEnd.None)
        {
            _session.End = SmtpEnd.ServerClosed;
        }

        _closed |= _session.End != SmtpEnd.None;
        if (reply.Code != 0)
        {
            var text = string.Concat(reply.WireLines().Select(line => line + "\r\n"));
            await _wire.WriteAsync(SmtpWire.ToWire(text), cancellationToken).ConfigureAwait(false);
        }
    }

    [GeneratedRegex("^MAIL FROM: *<([^<>]*)>(?<rest>( .*)?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MailCommand();

    [GeneratedRegex("^RCPT TO: *<([^<>]+)>( .*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RecipientCommand();

    [GeneratedRegex(" SIZE=([0-9]{1,18})( |$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SizeParameter();

    /// <summary>AUTH with its mechanism alone, and any other line as it is.</summary>
    private static string WithoutCredentials(string line) =>
        line.Split(' ', 4) is [var verb, var mechanism, ..] && verb.Equals("AUTH", StringComparison.OrdinalIgnoreCase)
            ? verb + " " + mechanism
            : line;

    private async Task<SmtpReply> AnswerAsync(string line, CancellationToken cancellationToken)
    {
        var verb = line.Split(' ', 2)[0].ToUpperInvariant();

        // After a refusal in the greeting nothing but QUIT is served (RFC 5321 section 3.1).
        if (_refused && verb != "QUIT")
        {
            return OutOfOrder;
        }

        if (_options.RequiresTls && !_session.IsEncrypted && verb is not ("EHLO" or "HELO" or "NOOP" or "RSET" or "STARTTLS" or "QUIT"))
        {
            return TlsFirst;
        }

        return verb switch
        {
            "EHLO" or "HELO" => Hello(line, verb),
            "STARTTLS" => await StartTlsAsync(line, cancellationToken).ConfigureAwait(false),
            "AUTH" => await AuthenticateAsync(line, cancellationToken).ConfigureAwait(false),
            "MAIL" => MailFrom(line),
            "RCPT" => Recipient(line),
            "DATA" => await DataAsync(line, cancellationToken).ConfigureAwait(false),
            "RSET" => Reset(line),
            "QUIT" => Quit(line),
            "NOOP" => Decide(new SmtpTurn(SmtpTurnKind.Other, line, _session), new SmtpReply(250, "2.0.0 OK")),
            _ => Decide(new SmtpTurn(SmtpTurnKind.Other, line, _session), NotImplemented),
        };
    }

    private SmtpReply Hello(string line, string verb)
    {
        var name = line[4..].Trim();
        if (name.Length == 0)
        {
            return BadArgument;
        }

        var usual = verb == "HELO"
            ? new SmtpReply(250, _behaviours.HostName)
            : new SmtpReply(250, [_behaviours.HostName, .. Extensions()]);
        _session.EndTransaction();
        var before = _session.HelloName;
        _session.HelloName = name;
        var reply = Decide(new SmtpTurn(SmtpTurnKind.Hello, line, _session), usual);
        _session.HelloName = reply.IsPositive ? name : before;
        return reply;
    }

    private IEnumerable<string> Extensions()
    {
        foreach (var extension in _behaviours.Extensions)
        {
            yield return extension;
        }

        if (_options.Certificate is not null && !_session.IsEncrypted)
        {
            yield return "STARTTLS";
        }

        if (_options.User is not null && (_session.IsEncrypted || !_options.RequiresTls))
        {
            yield return "AUTH PLAIN LOGIN";
        }

        yield return "SIZE " + _options.LargestMessage.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<SmtpReply> StartTlsAsync(string line, CancellationToken cancellationToken)
    {
        var turn = new SmtpTurn(SmtpTurnKind.StartTls, line, _session);
        if (_options.Certificate is null)
        {
            return Decide(turn, NotImplemented);
        }

        if (_session.IsEncrypted)
        {
            return OutOfOrder;
        }

        var reply = Decide(turn, new SmtpReply(220, "2.0.0 Ready to start TLS"));
        if (reply.IsPositive)
        {
            await SayAsync(reply, cancellationToken).ConfigureAwait(false);
            await BeginTlsAsync(cancellationToken).ConfigureAwait(false);
            return SmtpReply.Silence;
        }

        return reply;
    }

    /// <summary>What was said before counts no more (RFC 3207 section 4.2).</summary>
    private async Task BeginTlsAsync(CancellationToken cancellationToken)
    {
        _wire = await _wire.StartTlsAsync(_options.Certificate!, cancellationToken).ConfigureAwait(false);
        _session.IsEncrypted = true;
        _session.HelloName = null;
        _session.User = null;
        _session.EndTransaction();
    }

    private async Task<SmtpReply> AuthenticateAsync(string line, CancellationToken cancellationToken)
    {
        var turn = new SmtpTurn(SmtpTurnKind.Authenticate, WithoutCredentials(line), _session);
        if (_options.User is null)
        {
            return Decide(turn, NotImplemented);
        }

        if (_session.HelloName is null || _session.User is not null || _session.Sender is not null)
        {
            return OutOfOrder;
        }

        var usual = await SmtpAuthentication.HearAsync(line, _options, Prompt).ConfigureAwait(false);
        if (usual is null)
        {
            _session.End = SmtpEnd.ClientLeft;
            return SmtpReply.Drop;
        }

        var reply = Decide(turn, usual);
        _session.User = reply.IsPositive ? _options.User : null;
        return reply;

        async Task<string?> Prompt(string challenge)
        {
            await SayAsync(new SmtpReply(334, challenge), cancellationToken).ConfigureAwait(false);
            _session.Note("C: (credentials)");
            return await _wire.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private SmtpReply MailFrom(string line)
    {
        var match = MailCommand().Match(line);
        if (_session.HelloName is null || _session.Sender is not null)
        {
            return OutOfOrder;
        }

        if (_options.RequiresAuthentication && _session.User is null)
        {
            return AuthenticationFirst;
        }

        if (!match.Success)
        {
            return BadArgument;
        }

        var size = SizeParameter().Match(match.Groups["rest"].Value);
        var usual = size.Success && long.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture) > _options.LargestMessage
            ? TooLarge()
            : new SmtpReply(250, "2.1.0 Sender OK");
        var reply = Decide(new SmtpTurn(SmtpTurnKind.MailFrom, line, _session) { Mailbox = match.Groups[1].Value }, usual);
        _session.Sender = reply.IsPositive ? match.Groups[1].Value : null;
        return reply;
    }

    private SmtpReply Recipient(string line)
    {
        var match = RecipientCommand().Match(line);
        if (_session.Sender is null)
        {
            return OutOfOrder;
        }

        if (!match.Success)
        {
            return BadArgument;
        }

        var usual = _session.Recipients.Count < MostRecipients
            ? new SmtpReply(250, "2.1.5 Recipient OK")
            : new SmtpReply(452, "4.5.3 Too many recipients");
        var reply = Decide(new SmtpTurn(SmtpTurnKind.Recipient, line, _session) { Mailbox = match.Groups[1].Value }, usual);
        if (reply.IsPositive)
        {
            _session.AddRecipient(match.Groups[1].Value);
        }

        return reply;
    }

    private async Task<SmtpReply> DataAsync(string line, CancellationToken cancellationToken)
    {
        if (_session.Recipients.Count == 0)
        {
            return OutOfOrder;
        }

        var reply = Decide(
            new SmtpTurn(SmtpTurnKind.Data, line, _session), new SmtpReply(354, "Start mail input; end with <CRLF>.<CRLF>"));
        if (!reply.IsPositive)
        {
            return reply;
        }

        await SayAsync(reply, cancellationToken).ConfigureAwait(false);
        if (await ReadMessageAsync(cancellationToken).ConfigureAwait(false) is not { } message)
        {
            _session.End = SmtpEnd.ClientLeft;
            return SmtpReply.Drop;
        }

        _session.Note("C: (a message of " + message.Length.ToString(CultureInfo.InvariantCulture) + " bytes)");
        var text = SmtpWire.FromWire(message);
        reply = Decide(
            new SmtpTurn(SmtpTurnKind.EndOfData, string.Empty, _session) { Message = text },
            message.Length > _options.LargestMessage ? TooLarge() : new SmtpReply(250, "2.6.0 Message taken"));

        // Before the reply is out: who has seen it finds the message taken.
        if (reply.IsPositive)
        {
            _log.Take(new SmtpMessageTaken(_session.Sender!, _session.Recipients, text, _session));
        }

        _session.EndTransaction();
        return reply;
    }

    /// <summary>The message up to the dot; cut a little over the limit; null where the client leaves before the dot.</summary>
    private async Task<string?> ReadMessageAsync(CancellationToken cancellationToken)
    {
        var message = new StringBuilder();
        while (await _wire.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line == ".")
            {
                return message.ToString();
            }

            if (message.Length <= _options.LargestMessage)
            {
                message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            }
        }

        return null;
    }

    private SmtpReply Reset(string line)
    {
        var reply = Decide(new SmtpTurn(SmtpTurnKind.Reset, line, _session), new SmtpReply(250, "2.0.0 Reset"));
        _session.EndTransaction();
        return reply;
    }

    private SmtpReply Quit(string line)
    {
        var reply = Decide(
            new SmtpTurn(SmtpTurnKind.Quit, line, _session), new SmtpReply(221, "2.0.0 " + _behaviours.HostName + " closing"));
        _session.End = SmtpEnd.Quit;
        return reply;
    }

    private SmtpReply Decide(SmtpTurn turn, SmtpReply usual)
    {
        _log.Turns(turn.Kind).Add();
        return _decide(turn) ?? usual;
    }

    private SmtpReply TooLarge() =>
        new(552, "5.3.4 A message has " + _options.LargestMessage.ToString(CultureInfo.InvariantCulture) + " bytes at most");
}
