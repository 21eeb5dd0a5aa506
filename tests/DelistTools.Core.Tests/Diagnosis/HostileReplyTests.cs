using System;
using System.Linq;
using System.Text;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Replies that somebody made to keep the signatures' patterns busy.</summary>
public sealed class HostileReplyTests
{
    private const int Length = 16_384;

    /// <summary>What is repeated: signs, and the words that patterns begin with and look around for.</summary>
    public static TheoryData<string> Pieces => new(
        "a", "1", "0.", "[", "(", "]", " ", ".", ";", "-", "a ", "a.b.", "ab:", "::", "a@b.", "https://a/", "\u0130", "ÄÖ ", "1.2.3.4 ", "2001:db8::1 ",
        "your IP ", "IP ", "host ", "client host [", "1.1.1.1 is ", "is in ", "blacklist ", "listed in ", "listed at a.b ", "DNSBL ", "RBL ", "blocked ",
        "blocked using ", "banned ", "reputation ", "bad ", "dynamic ", "spam ", "virus ", "message ", "domain ", "URL ", "user ", "no user ", "mailbox ",
        "sender ", "recipient ", "not ", "no ", "SPF ", "HELO ", "relay ", "from ", "refused from ", "rejected: ", "too many ", "connection ",
        "see https://1.2.3.4 ", "the ", "bizsmtp ", "AUP#", "case: ", "[?r=", "id=", "IP-адрес ", "黑名单 ");

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Patterns_RepeatedPiece_NeverReachTheirTimeLimit(string piece)
    {
        string hostile = Repeated(piece).Substring(0, SignaturePattern.Longest);
        foreach (RefusalSignature signature in Diagnoses.Shipped.Signatures.Where(s => s.Pattern is not null))
        {
            Exception? error = Record.Exception(() => signature.Pattern!.Regex.IsMatch(hostile));

            Assert.True(error is null, signature.Id + ": " + error?.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Diagnose_RepeatedPiece_SaysWhatItCan(string piece)
    {
        MailRefusal refusal = Diagnoses.Of("550 5.7.1 " + Repeated(piece));

        Assert.Equal(550, refusal.ReplyCode);
        Assert.True(refusal.CaseId is null || refusal.CaseId.Length < 200);
    }

    [Fact]
    public void Find_MoreThanAReplyHolds_LooksAtItsBeginning()
    {
        SignaturePattern pattern = new("reason");

        Assert.NotNull(pattern.Find("reason" + Repeated("a")));
        Assert.Null(pattern.Find(Repeated("a") + "reason"));
    }

    private static string Repeated(string piece)
    {
        StringBuilder text = new(Length + piece.Length);
        while (text.Length < Length)
        {
            text.Append(piece);
        }

        return text.ToString();
    }
}
