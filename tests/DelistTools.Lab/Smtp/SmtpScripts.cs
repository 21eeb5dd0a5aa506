using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// Ready-made scripts for a <see cref="ScriptedSmtpServer"/>: what servers, firewalls and tar pits in the field do, and
/// what hostile ones might. Where a point of the session is given, everything before it is ordinary.
/// </summary>
public static class SmtpScripts
{
    /// <summary>Megabytes that a client should not keep.</summary>
    public const int TenMegabytes = 10 * 1024 * 1024;

    /// <summary>A session in which the mail is taken.</summary>
    public static SmtpScript Ordinary() => new();

    /// <summary>A session in which the mail is taken, with STARTTLS.</summary>
    /// <param name="certificate">See <see cref="LabCertificates"/>.</param>
    public static SmtpScript OrdinaryWithTls(X509Certificate2 certificate) => new() { Certificate = certificate };

    /// <summary>A reply of any lines, and then the server closes the connection entirely.</summary>
    /// <param name="kind">Where.</param>
    /// <param name="lines">The lines with their codes.</param>
    public static SmtpScript SaysAndCloses(SmtpTurnKind kind, params string[] lines) => new SmtpScript().At(kind, async connection =>
    {
        await connection.SayAsync(lines).ConfigureAwait(false);
        await connection.CloseAsync().ConfigureAwait(false);
    });

    /// <summary>421 and a closed connection in answer to EHLO.</summary>
    public static SmtpScript ClosesAtHello() =>
        SaysAndCloses(SmtpTurnKind.Hello, "421 4.7.0 [192.0.2.1] Your address is blocked using zen.lab.test");

    /// <summary>Closes the connection without a word.</summary>
    public static SmtpScript ClosesAt(SmtpTurnKind kind) => SaysAndCloses(kind);

    /// <summary>Resets the connection without a word; at the greeting some clients take it for a connection that was never there.</summary>
    public static SmtpScript ResetsAt(SmtpTurnKind kind) => new SmtpScript().At(kind, connection =>
    {
        connection.Reset();
        return Task.CompletedTask;
    });

    /// <summary>Sends half a reply, the first of two lines and a bit, and closes its half.</summary>
    public static SmtpScript TornReplyAt(SmtpTurnKind kind) => new SmtpScript().At(kind, async connection =>
    {
        await connection.SendAsync("550-5.7.1 Refused, see\r\n550 5.7.1 http://bl").ConfigureAwait(false);
        await connection.HalfCloseAsync().ConfigureAwait(false);
    });

    /// <summary>Says nothing, and hears what the client says, until the client goes.</summary>
    public static SmtpScript SilentAt(SmtpTurnKind kind) => new SmtpScript().At(kind, connection => connection.StaySilentAsync());

    /// <summary>Says nothing until told, and then the reply.</summary>
    /// <param name="kind">Where.</param>
    /// <param name="gate">What it waits for.</param>
    /// <param name="lines">The lines of the reply with their codes.</param>
    public static SmtpScript SilentAt(SmtpTurnKind kind, SmtpGate gate, params string[] lines) => new SmtpScript().At(kind, async connection =>
    {
        await connection.PassAsync(gate).ConfigureAwait(false);
        await connection.SayAsync(lines).ConfigureAwait(false);
    });

    /// <summary>A refusal whose lines have two codes: <c>550-</c> and <c>554</c>.</summary>
    public static SmtpScript UnequalCodes(SmtpTurnKind kind) =>
        new SmtpScript().At(kind, "550-5.7.1 [192.0.2.1] is on our block list\r\n554 5.7.1 See http://lab.test/blocked\r\n");

    /// <summary>A greeting that comes byte by byte.</summary>
    /// <param name="interval">The pause after each.</param>
    public static SmtpScript DribblingGreeting(TimeSpan interval) =>
        new SmtpScript().At(SmtpTurnKind.Greeting, connection => connection.DribbleAsync("220 mx.lab.test ESMTP\r\n", interval));

    /// <summary>A greeting that comes byte by byte, each when the gate is opened for it.</summary>
    public static SmtpScript DribblingGreeting(SmtpGate gate) =>
        new SmtpScript().At(SmtpTurnKind.Greeting, connection => connection.DribbleAsync("220 mx.lab.test ESMTP\r\n", gate));

    /// <summary>A refusal of very many lines.</summary>
    /// <param name="kind">Where.</param>
    /// <param name="bytes">How long it is at least.</param>
    public static SmtpScript HugeReply(SmtpTurnKind kind, int bytes = TenMegabytes)
    {
        var line = "550-5.7.1 " + new string('x', 68) + "\r\n";
        return new SmtpScript().At(kind, string.Concat(Enumerable.Repeat(line, bytes / line.Length)) + "550 5.7.1 The end\r\n");
    }

    /// <summary>A refusal of one very long line.</summary>
    /// <param name="kind">Where.</param>
    /// <param name="bytes">How long it is at least.</param>
    public static SmtpScript HugeLine(SmtpTurnKind kind, int bytes = TenMegabytes) =>
        new SmtpScript().At(kind, "550 5.7.1 " + new string('x', bytes) + "\r\n");

    /// <summary>A reply that never comes to its last line: <c>250-</c> again and again until the client goes.</summary>
    public static SmtpScript EndlessReply(SmtpTurnKind kind) => new SmtpScript().At(kind, async connection =>
    {
        while (!connection.ClientGone.IsCompleted)
        {
            await connection.SendAsync("250-more\r\n").ConfigureAwait(false);
        }
    });

    /// <summary>Lines that end with LF alone.</summary>
    public static SmtpScript BareLineFeeds() => new() { LineEnd = "\n" };

    /// <summary>Lines that end with CR alone; strictly these are no lines.</summary>
    public static SmtpScript BareCarriageReturns() => new() { LineEnd = "\r" };

    /// <summary>A reply without the end of its line, and then silence.</summary>
    public static SmtpScript NoLineEnd(SmtpTurnKind kind, string reply = "250 2.0.0 OK") => new SmtpScript().At(kind, async connection =>
    {
        await connection.SendAsync(reply).ConfigureAwait(false);
        await connection.StaySilentAsync().ConfigureAwait(false);
    });

    /// <summary>A reply without the end of its line, and then the end of the connection.</summary>
    public static SmtpScript NoLineEndAndCloses(SmtpTurnKind kind, string reply = "550 5.7.1 Refused") => new SmtpScript().At(kind, async connection =>
    {
        await connection.SendAsync(reply).ConfigureAwait(false);
        await connection.HalfCloseAsync().ConfigureAwait(false);
    });

    /// <summary>Each command is sent back before the reply, as a terminal does.</summary>
    public static SmtpScript EchoesCommands() => new() { EchoesCommands = true };

    /// <summary>Offers STARTTLS and refuses it with 454.</summary>
    public static SmtpScript RefusesStartTls() =>
        new SmtpScript { OffersStartTls = true }.At(SmtpTurnKind.StartTls, "454 4.7.0 TLS not available due to local problem\r\n");

    /// <summary>Grants STARTTLS and resets the connection once the client has begun the handshake.</summary>
    public static SmtpScript ResetsInHandshake() => new SmtpScript { OffersStartTls = true }.At(SmtpTurnKind.StartTls, async connection =>
    {
        await connection.SayAsync("220 2.0.0 Ready to start TLS").ConfigureAwait(false);
        await connection.WaitForBytesAsync().ConfigureAwait(false);
        connection.Reset();
    });

    /// <summary>Grants STARTTLS, closes its half once the client has begun the handshake, and says nothing.</summary>
    public static SmtpScript ClosesInHandshake() => new SmtpScript { OffersStartTls = true }.At(SmtpTurnKind.StartTls, async connection =>
    {
        await connection.SayAsync("220 2.0.0 Ready to start TLS").ConfigureAwait(false);
        await connection.WaitForBytesAsync().ConfigureAwait(false);
        await connection.HalfCloseAsync().ConfigureAwait(false);
    });

    /// <summary>Grants STARTTLS and answers the handshake with what is no TLS.</summary>
    public static SmtpScript GarbageInHandshake() => new SmtpScript { OffersStartTls = true }.At(SmtpTurnKind.StartTls, async connection =>
    {
        await connection.SayAsync("220 2.0.0 Ready to start TLS").ConfigureAwait(false);
        await connection.WaitForBytesAsync().ConfigureAwait(false);
        await connection.SendAsync("500 5.5.1 What is that supposed to be?\r\n" + new string('\xfe', 200)).ConfigureAwait(false);
        await connection.StaySilentAsync().ConfigureAwait(false);
    });

    /// <summary>Grants STARTTLS and never answers the handshake.</summary>
    public static SmtpScript SilentInHandshake() => new SmtpScript { OffersStartTls = true }.At(SmtpTurnKind.StartTls, async connection =>
    {
        await connection.SayAsync("220 2.0.0 Ready to start TLS").ConfigureAwait(false);
        await connection.ClientGone.ConfigureAwait(false);
    });

    /// <summary>
    /// Sends replies in clear together with the 220 that grants STARTTLS, as somebody on the line may: whoever takes them
    /// for replies to what he says under TLS is deceived. They claim <c>X-INJECTED</c> and 250 for MAIL and RCPT.
    /// </summary>
    public static SmtpScript InjectsBeforeTls(X509Certificate2 certificate) =>
        new SmtpScript { Certificate = certificate }.At(SmtpTurnKind.StartTls, async connection =>
        {
            await connection.SendAsync(
                "220 2.0.0 Ready to start TLS\r\n250-mx.lab.test\r\n250 X-INJECTED\r\n250 2.1.0 Injected\r\n250 2.1.5 Injected\r\n").ConfigureAwait(false);
            await connection.StartTlsAsync(certificate).ConfigureAwait(false);
        });

    /// <summary>Replies to commands that were not sent yet: after the usual reply to EHLO come 250 for MAIL and 550 for RCPT, and later no more.</summary>
    public static SmtpScript AnswersAhead() => new SmtpScript()
        .At(SmtpTurnKind.Hello, "250 mx.lab.test\r\n250 2.1.0 Sender OK\r\n550 5.1.1 No such user\r\n")
        .At(SmtpTurnKind.MailFrom, _ => Task.CompletedTask)
        .At(SmtpTurnKind.Recipient, _ => Task.CompletedTask);

    /// <summary>Two replies to one command.</summary>
    public static SmtpScript AnswersTwice(SmtpTurnKind kind) =>
        new SmtpScript().At(kind, "250 2.0.0 OK\r\n554 5.7.1 On second thoughts, no\r\n");

    /// <summary>A web server that was asked for mail.</summary>
    public static SmtpScript HttpGreeting() => new SmtpScript().At(SmtpTurnKind.Greeting, async connection =>
    {
        await connection.SendAsync(
            "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html><h1>400 Bad Request</h1></html>\r\n").ConfigureAwait(false);
        await connection.HalfCloseAsync().ConfigureAwait(false);
    });

    /// <summary>A greeting of every byte there is, in no order of lines.</summary>
    public static SmtpScript BinaryGreeting() => new SmtpScript().At(SmtpTurnKind.Greeting, async connection =>
    {
        await connection.SendAsync([.. Enumerable.Range(0, 1024).Select(i => (byte)((i * 167) + 3))]).ConfigureAwait(false);
        await connection.HalfCloseAsync().ConfigureAwait(false);
    });

    /// <summary>A greeting that is a line, but without a code.</summary>
    public static SmtpScript GreetingWithoutCode() => new SmtpScript().At(SmtpTurnKind.Greeting, "SSH-2.0-OpenSSH_9.2p1\r\n");

    /// <summary>A refusal in latin-1: <c>550 Adresse gesperrt, bitte später prüfen</c>.</summary>
    public static SmtpScript Latin1ReplyAt(SmtpTurnKind kind) =>
        new SmtpScript().At(kind, "550 5.7.1 Adresse gesperrt, bitte sp\xe4ter pr\xfcfen\r\n");

    /// <summary>A refusal in UTF-8: <c>550 Adresse gesperrt, bitte später prüfen. 已拒绝</c>.</summary>
    public static SmtpScript Utf8ReplyAt(SmtpTurnKind kind) =>
        new SmtpScript().At(kind, connection => connection.SayAsync("550 5.7.1 Adresse gesperrt, bitte später prüfen. 已拒绝"));

    /// <summary>
    /// A refusal with what a terminal would obey: escape sequences that set the title, clear the screen and make a link,
    /// in seven bits and in eight (C1), with NUL, bell, backspace, a lone CR, and in UTF-8 a turn of the direction of writing.
    /// </summary>
    public static SmtpScript ControlCharactersAt(SmtpTurnKind kind) => new SmtpScript().At(
        kind,
        "550-5.7.1 \x1b]0;owned\a\x1b[2J\x1b[31mred\x1b[0m \x1b]8;;http://lab.test\x1b\\link\x1b]8;;\x1b\\\r\n"
        + "550-5.7.1 \x9b\x33\x31mC1 \x9d\x30;owned\x9c nul\0 bell\a back\b\b\b vt\v ff\f\r\n"
        + "550-5.7.1 visible\rhidden \x7f\r\n"
        + "550 5.7.1 " + Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("right \u202eleft\u202c \u200bzero\u2028line")) + "\r\n");

    /// <summary>A code that is none: letters, two digits, six hundred, or with a wrong sign behind it.</summary>
    /// <param name="kind">Where.</param>
    /// <param name="number">0 to 5, which of them.</param>
    public static SmtpScript BadCodeAt(SmtpTurnKind kind, int number)
    {
        string[] replies = ["abc no code", "25 two digits", "600 above all", "5500 four digits", "550_wrong sign", "000 nothing"];
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, replies.Length);
        return new SmtpScript().At(kind, replies[number] + "\r\n");
    }

    /// <summary>A reply with nothing behind its code, <c>550</c> and the end of the line (RFC 5321 section 4.2 has clients take it).</summary>
    /// <param name="kind">Where.</param>
    /// <param name="code">The code.</param>
    public static SmtpScript BareCodeAt(SmtpTurnKind kind, int code = 550) =>
        new SmtpScript().At(kind, code.ToString(CultureInfo.InvariantCulture) + "\r\n");
}
