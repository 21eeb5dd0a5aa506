using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Mail;
using DelistTools.Placement;
using Xunit;

namespace DelistTools.Core.Tests.Placement;

/// <summary>A message that is only in the folder of all mail; its labels say what that means.</summary>
public sealed class GmailTests
{
    private const string Id = "probe@probe.example";

    private const string Header = "Message-ID: <" + Id + ">\r\nSubject: probe\r\n\r\n";

    [Theory]
    [InlineData("\"\\\\Inbox\" \"\\\\Important\"", "INBOX", false)]
    [InlineData("\"\\\\Sent\" \"\\\\Inbox\"", "INBOX", false)]
    [InlineData("\"Reports\"", "[Gmail]/All Mail", false)]
    [InlineData("\"\\\\Spam\"", "[Gmail]/All Mail", true)]
    [InlineData("\"\\\\Sent\"", null, null)]
    public async Task Find_InAllMail_GoesByItsLabels(string labels, string? folder, bool? isJunk)
    {
        string open = "";
        await using LoopbackImapServer server = LoopbackImapServer.Start(
            "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN SPECIAL-USE NAMESPACE X-GM-EXT-1] Gimap ready", c => Answer(c, labels, ref open));
        MailboxLogin login = new(MailServerAddress.TryParse(server.ImapServer)!, ImapSecurity.None) { User = "me", Secret = "secret" };

        ProbePlacement placement = await DovecotFixture.Search(login)
            .FindAsync(ProbeMessage.TryParse(Id, null)!, TimeSpan.Zero, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal((folder, isJunk), (placement.Folder, placement.IsJunk));
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("SELECT", StringComparison.Ordinal));
        Assert.All(server.Commands, c => Assert.DoesNotContain("BODY[", c, StringComparison.Ordinal));
    }

    private static IEnumerable<string>? Answer(string command, string labels, ref string open)
    {
        const string Inbox = "* LIST (\\HasNoChildren) \"/\" \"INBOX\"";
        const string AllMail = "* LIST (\\All \\HasNoChildren) \"/\" \"[Gmail]/All Mail\"";
        const string Spam = "* LIST (\\HasNoChildren \\Junk) \"/\" \"[Gmail]/Spam\"";
        string[] words = command.Split(' ');
        switch (words[0])
        {
            case "CAPABILITY" or "AUTHENTICATE":
                return ["* CAPABILITY IMAP4rev1 SPECIAL-USE NAMESPACE X-GM-EXT-1", "OK done"];
            case "NAMESPACE":
                return ["* NAMESPACE ((\"\" \"/\")) NIL NIL", "OK done"];
            case "LIST":
                return command.Contains("INBOX", StringComparison.Ordinal) ? [Inbox, "OK done"] : [Inbox, AllMail, Spam, "OK done"];
            case "EXAMINE":
                open = command;
                return ["* " + (IsAllMail(open) ? 1 : 0) + " EXISTS", "* OK [UIDVALIDITY 1] ok", "* OK [UIDNEXT 8] ok", "OK [READ-ONLY] done"];
            case "UID" when words[1] == "SEARCH":
                return ["* SEARCH" + (IsAllMail(open) && command.Contains("HEADER", StringComparison.Ordinal) ? " 7" : ""), "OK done"];
            case "UID" when command.Contains("X-GM-LABELS", StringComparison.Ordinal):
                return
                [
                    "* 1 FETCH (UID 7 INTERNALDATE \"27-Nov-2026 10:00:00 +0000\" X-GM-LABELS (" + labels + ") BODY[HEADER.FIELDS (MESSAGE-ID)] {" + Header.Length + "}\r\n" + Header + ")",
                    "OK done",
                ];
            case "UID":
                return ["* 1 FETCH (UID 7 BODY[HEADER] {" + Header.Length + "}\r\n" + Header + ")", "OK done"];
            default:
                return ["OK done"];
        }
    }

    private static bool IsAllMail(string examine) => examine.Contains("All Mail", StringComparison.Ordinal);
}
