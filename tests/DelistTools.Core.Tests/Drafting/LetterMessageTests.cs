using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Drafting;
using DelistTools.Lab;
using DelistTools.Mail;
using Xunit;

namespace DelistTools.Core.Tests.Drafting;

/// <summary>The message that goes out, and what becomes of it at relays.</summary>
public sealed class LetterMessageTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Fact]
    public void Build_Letter_HasItsFieldsAndNothingElse()
    {
        string text = Built("Tom", "Please lift it", "Hello,\n\nplease.\n", "abc@operator.test", out string id);
        string[] names = [.. text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n").Where(l => !char.IsWhiteSpace(l[0])).Select(l => l.Split(':')[0])];

        Assert.Equal(
            ["Content-Type", "Date", "From", "In-Reply-To", "MIME-Version", "Message-Id", "References", "Subject", "To"],
            names.Order(StringComparer.Ordinal));
        Assert.Contains("\r\nIn-Reply-To: <abc@operator.test>\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\nReferences: <abc@operator.test>\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Message-Id: <" + id + ">", text, StringComparison.Ordinal);
        Assert.EndsWith("@sender.internal", id, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain; charset=utf-8", text, StringComparison.Ordinal);
        Assert.EndsWith("Hello,\r\n\r\nplease.\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WhatIsNoAscii_IsEncodedAndComesOutAgain()
    {
        string body = "Grüße aus 東京 😀\n" + new string('ü', 3000) + "\n.\n..x\nFrom here";
        string text = Built("Tom Müller, 東京", "Sperre von Müller: 東京 " + new string('ä', 200), body, null, out _);

        Assert.All(text, c => Assert.InRange(c, '\0', '\x7f'));
        Assert.All(text.Split("\r\n"), l => Assert.True(l.Length <= 998, l.Length.ToString(CultureInfo.InvariantCulture)));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        using System.IO.MemoryStream stream = new(Encoding.ASCII.GetBytes(text));
        MimeKit.MimeMessage read = MimeKit.MimeMessage.Load(stream);
        Assert.Equal("Tom Müller, 東京", read.From.Mailboxes.Single().Name);
        Assert.Equal("Sperre von Müller: 東京 " + new string('ä', 200), read.Subject);
        Assert.Equal(body.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n", read.TextBody!.ReplaceLineEndings("\r\n"));
        Assert.Null(read.HtmlBody);
    }

    [Theory]
    [InlineData("Tom\r\nBcc: victim@x.test", "Subject")]
    [InlineData("Tom", "Subject\r\nBcc: victim@x.test\r\n\r\nbody")]
    [InlineData("Tom\nBcc: victim@x.test", "Subject\nX: y")]
    public void Build_LineBreakInAField_AddsNone(string name, string subject)
    {
        // The cmdlets refuse it before; this is what happens if one day one of them does not.
        string text = Built(name, subject, "Hello", null, out _);
        Assert.DoesNotContain(text.Split("\r\n"), l => l.StartsWith("Bcc:", StringComparison.OrdinalIgnoreCase) || l.StartsWith("X:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_TakenByTheRelay_SaysWhatItSaid()
    {
        using LoopbackSmtpServer server = LoopbackSmtpServer.Start(new SmtpBehaviours("relay.sender.internal"));
        (SentDraft? sent, Problem? problem) = await SendAsync(server.MailServer);

        Assert.Null(problem);
        SmtpMessageTaken message = Assert.Single(server.Messages);
        Assert.Contains("<" + sent!.MessageId + ">", message.Text, StringComparison.Ordinal);
        Assert.Equal((250, "abuse@operator.internal", Drafts.Now), (sent.ReplyCode, sent.To, sent.SentAt));
        Assert.DoesNotContain(sent.Transcript, l => l.Text.Contains("please", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SmtpTurnKind.MailFrom, "DraftNotTaken")]
    [InlineData(SmtpTurnKind.Recipient, "DraftNotTaken")]
    [InlineData(SmtpTurnKind.EndOfData, "DraftNotTaken")]
    public async Task Send_RefusedByTheRelay_IsAProblemWithItsWords(SmtpTurnKind kind, string id)
    {
        using LoopbackSmtpServer server = LoopbackSmtpServer.Start(new SmtpBehaviours("relay.sender.internal").On(kind, new SmtpReply(554, "5.7.1 not for you")));
        (SentDraft? sent, Problem? problem) = await SendAsync(server.MailServer);

        Assert.Null(sent);
        Assert.Equal(id, problem!.Id);
        Assert.Contains("5.7.1 not for you", problem.Arguments[2].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_RelayThatBreaksOffAfterTheText_MayHaveTakenIt()
    {
        await using ScriptedSmtpServer server = ScriptedSmtpServer.Start(SmtpScripts.SilentAt(SmtpTurnKind.EndOfData));
        (SentDraft? sent, Problem? problem) = await SendAsync("127.0.0.1:" + server.Port, TimeSpan.FromSeconds(1));

        Assert.Null(sent);
        Assert.Equal("DraftPerhapsSent", problem!.Id);
    }

    [Fact]
    public async Task Send_ThroughPostfix_Arrives()
    {
        using CancellationTokenSource guard = new(TimeSpan.FromSeconds(120));
        await using PostfixServer postfix = await PostfixServer.StartAsync(guard.Token);
        (SentDraft? sent, Problem? problem) = await SendAsync(postfix.MailServer, to: "postmaster@lab.test");

        Assert.True(problem is null, problem?.Id + " " + string.Join(" ", problem?.Arguments ?? []));
        Assert.Equal(250, sent!.ReplyCode);
        string text = Assert.Single(await postfix.WaitForMessagesAsync("postmaster@lab.test", 1, guard.Token));
        Assert.Contains("Message-Id: <" + sent.MessageId + ">", text, StringComparison.Ordinal);
        Assert.Contains("Hello,", text, StringComparison.Ordinal);
    }

    private static string Built(string name, string subject, string body, string? inReplyTo, out string id) => Encoding.ASCII.GetString(LetterMessageBuilder.Build(
        "tom@sender.internal", name, "abuse@operator.internal", subject, body, inReplyTo, Drafts.Now, out id));

    private static async Task<(SentDraft? Sent, Problem? Problem)> SendAsync(string server, TimeSpan? timeout = null, string to = "abuse@operator.internal")
    {
        MailServerAddress relay = MailServerAddress.TryParse(server)!;
        DraftMail mail = new()
        {
            From = "tom@sender.internal", Name = "Tom Müller", To = to, Subject = "Please lift it", Body = "Hello,\n\nplease lift it.",
            HelloName = "mail.sender.internal", Relay = relay.Host, Timeout = timeout ?? Guard,
        };
        RelaySubmission submission = new(relay.Host, relay.Port!.Value, null, RelaySecurity.WhenAvailable, acceptsAnyCertificate: true);
        return await DraftSubmission.SendAsync(mail, submission, new FakeCalendar(Drafts.Now), CancellationToken.None).WaitAsync(Guard + Guard);
    }
}
