using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A script that is an ordinary SMTP session, in which a server takes all mail, but for the points at which it does
/// something else. See <see cref="SmtpScripts"/> for ready-made ones.
/// </summary>
/// <example><code>
/// new SmtpScript().At(SmtpTurnKind.MailFrom, async connection =>
/// {
///     await connection.SendAsync("550-5.7.1 No\r\n");
///     connection.Reset();
/// });
/// </code></example>
public sealed class SmtpScript
{
    private readonly Dictionary<SmtpTurnKind, Func<ScriptedConnection, Task>> _steps = [];

    /// <summary>The name by which it greets.</summary>
    public string HostName { get; init; } = "mx.lab.test";

    /// <summary>What the reply to EHLO offers, besides STARTTLS.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = ["PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES"];

    /// <summary>Offers STARTTLS even without a certificate: where the step for it is to fail.</summary>
    public bool OffersStartTls { get; init; }

    /// <summary>With it, STARTTLS is offered and served.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>What ends each line of the usual replies.</summary>
    public string LineEnd { get; init; } = "\r\n";

    /// <summary>Sends each of the client's lines back before it replies.</summary>
    public bool EchoesCommands { get; init; }

    /// <summary>Sets what is done at a point in place of the usual reply; the session goes on afterwards, if it is still open.</summary>
    /// <param name="kind">The point.</param>
    /// <param name="step">What is done.</param>
    public SmtpScript At(SmtpTurnKind kind, Func<ScriptedConnection, Task> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        _steps[kind] = step;
        return this;
    }

    /// <summary>Sends text as it stands at a point, a byte for each character, in place of the usual reply.</summary>
    public SmtpScript At(SmtpTurnKind kind, string bytes) => At(kind, connection => connection.SendAsync(bytes));

    /// <summary>Plays the server's side until QUIT, or until one side has gone.</summary>
    public async Task RunAsync(ScriptedConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.LineEnd = LineEnd;
        connection.EchoesCommands = EchoesCommands;
        await TakeAsync(connection, SmtpTurnKind.Greeting, () => connection.SayAsync("220 " + HostName + " ESMTP")).ConfigureAwait(false);
        while (connection.IsOpen && await connection.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            var kind = Kind(line);
            await TakeAsync(connection, kind, () => ReplyAsync(connection, kind, line)).ConfigureAwait(false);
            if (kind == SmtpTurnKind.Quit)
            {
                return;
            }

            if (kind == SmtpTurnKind.Data && connection.IsOpen && connection.LastSent.StartsWith('3'))
            {
                await TakeMessageAsync(connection).ConfigureAwait(false);
            }
        }
    }

    private static SmtpTurnKind Kind(string line) => line.Split(' ', 2)[0].ToUpperInvariant() switch
    {
        "EHLO" or "HELO" => SmtpTurnKind.Hello,
        "STARTTLS" => SmtpTurnKind.StartTls,
        "AUTH" => SmtpTurnKind.Authenticate,
        "MAIL" => SmtpTurnKind.MailFrom,
        "RCPT" => SmtpTurnKind.Recipient,
        "DATA" => SmtpTurnKind.Data,
        "RSET" => SmtpTurnKind.Reset,
        "QUIT" => SmtpTurnKind.Quit,
        _ => SmtpTurnKind.Other,
    };

    private Task TakeAsync(ScriptedConnection connection, SmtpTurnKind kind, Func<Task> usual) =>
        _steps.TryGetValue(kind, out var step) ? step(connection) : usual();

    private async Task TakeMessageAsync(ScriptedConnection connection)
    {
        string? line;
        do
        {
            line = await connection.ReadLineAsync().ConfigureAwait(false);
        }
        while (line is not null and not ".");

        if (line is not null)
        {
            await TakeAsync(connection, SmtpTurnKind.EndOfData, () => connection.SayAsync("250 2.6.0 Message taken")).ConfigureAwait(false);
        }
    }

    private async Task ReplyAsync(ScriptedConnection connection, SmtpTurnKind kind, string line)
    {
        switch (kind)
        {
            case SmtpTurnKind.Hello:
                await connection.SayAsync(HelloReply(line, connection.IsEncrypted)).ConfigureAwait(false);
                break;
            case SmtpTurnKind.StartTls when Certificate is { } certificate && !connection.IsEncrypted:
                await connection.SayAsync("220 2.0.0 Ready to start TLS").ConfigureAwait(false);
                await connection.StartTlsAsync(certificate).ConfigureAwait(false);
                break;
            case SmtpTurnKind.MailFrom:
                await connection.SayAsync("250 2.1.0 Sender OK").ConfigureAwait(false);
                break;
            case SmtpTurnKind.Recipient:
                await connection.SayAsync("250 2.1.5 Recipient OK").ConfigureAwait(false);
                break;
            case SmtpTurnKind.Data:
                await connection.SayAsync("354 Start mail input; end with <CRLF>.<CRLF>").ConfigureAwait(false);
                break;
            case SmtpTurnKind.Reset:
                await connection.SayAsync("250 2.0.0 Reset").ConfigureAwait(false);
                break;
            case SmtpTurnKind.Quit:
                await connection.SayAsync("221 2.0.0 " + HostName + " closing").ConfigureAwait(false);
                break;
            default:
                await connection.SayAsync("502 5.5.1 Command not implemented").ConfigureAwait(false);
                break;
        }
    }

    private string[] HelloReply(string line, bool isEncrypted)
    {
        string[] words = line.StartsWith("HELO", StringComparison.OrdinalIgnoreCase)
            ? [HostName]
            : (OffersStartTls || Certificate is not null) && !isEncrypted
                ? [HostName, .. Extensions, "STARTTLS"]
                : [HostName, .. Extensions];
        return [.. words.Select((word, i) => (i < words.Length - 1 ? "250-" : "250 ") + word)];
    }
}
