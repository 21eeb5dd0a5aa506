using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using DelistTools.Lab;
using DelistTools.Replies;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Mail that somebody made to keep the signatures' patterns busy, or that was damaged on its way.</summary>
public sealed class HostileAnswerTests
{
    /// <summary>Enough to find what changes break; 20,000 were run when the patterns were written.</summary>
    private const int Mutations = 1_500;

    /// <summary>What is repeated: signs, and the words that patterns begin with and look around for.</summary>
    public static TheoryData<string> Pieces => new(
        "a", "1", "0.", "[", ">", "> ", " ", ".", ";", "-", "a ", "a.b.", "::", "a@b.", "https://a/", "\u0130", "\u00c4\u00d6 ", "1.2.3.4 ", "2001:db8::1 ",
        "your IP ", "IP ", "listing ", "the entry ", "has been ", "IP has been ", "IP has now been ", "removed ", "we have ", "not ", "is not ", "no ", "no reverse DNS ",
        "PTR record ", "please ", "please provide ", "please provide more ", "cannot ", "cannot please ", "unable to ", "request ", "request was ", "your request ",
        "thank you for ", "within ", "within 24 ", "within 24 hours ", "24-48 ", "only the ", "only the owner ", "contact your ", "click ", "confirm your ", "if ", "once ",
        "is listed by ", "is blocked by the ", "we use ", "temporarily ", "on ", "On a wrote ", "From: a ", "ticket ", "ticket number ", "SRX1 ", "case #", "sbl ",
        "Sperre ", "die IP wurde ", "nicht ", "bitte ", "bitte senden ", "wir haben ", "adresse IP ", "nous avons ", "votre demande ", "expires ", "mitigat", "not qualified ");

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Patterns_RepeatedPiece_NeverReachTheirTimeLimit(string piece)
    {
        string hostile = Repeated(piece, Sentences.Longest + 1);
        foreach (ReplySignature signature in ReplyReadings.Shipped.Signatures)
        {
            foreach (SignaturePattern pattern in new[] { signature.Pattern, signature.Group }.OfType<SignaturePattern>())
            {
                Exception? error = Record.Exception(() => pattern.Regex.IsMatch(hostile));
                Assert.True(error is null, signature.Id + ": " + error?.Message);
            }
        }

        foreach (SignaturePattern ticket in ReplyReadings.Shipped.Operators.Append(ReplyReadings.Shipped.Anybody).SelectMany(o => o.Tickets))
        {
            Assert.Null(Record.Exception(() => ticket.Regex.IsMatch(hostile)));
        }
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Read_RepeatedPiece_SaysWhatItCan(string piece)
    {
        DelistingReply reply = ReplyReadings.Of("Subject\n" + Repeated(piece, 20_000));
        Assert.True(reply.Ticket is null || reply.Ticket.Length <= 64);
        Assert.True(reply.Evidence.Length < 400);
    }

    [Fact]
    public void Read_DamagedMail_NeverThrowsAndIsReadInTime()
    {
        IReadOnlyList<byte[]> samples = Samples().Select(Encoding.UTF8.GetBytes).Where(b => b.Length > 0).ToList();
        TextMutator mutator = new(samples, 4711);
        ReplyMessages messages = ReplyReadings.Over(ReplyReadings.Shipped);
        List<ReplySignature> signatures = ReplyReadings.Shipped.Signatures.Where(s => s.Pattern is not null).ToList();
        for (int i = 0; i < Mutations; i++)
        {
            byte[] damaged = mutator.Next();
            string text = Encoding.UTF8.GetString(damaged);
            Exception? error = Record.Exception(() => Assert.All(
                messages.Read(text).Concat(messages.ReadMessage(new MemoryStream(damaged), null)).ToList(), r => Assert.NotEmpty(r.Evidence)));
            Assert.True(error is null, i + ": " + error + "\n" + text);
            foreach (string sentence in Sentences.Of(text).Take(40))
            {
                ReplySignature? slow = signatures.FirstOrDefault(s => Record.Exception(() => s.Pattern!.Regex.IsMatch(sentence)) is not null);
                Assert.True(slow is null, slow + " takes too long: " + sentence);
            }
        }
    }

    private static IEnumerable<string> Samples() => ReplySampleTests.Answers.Concat(ReplySampleTests.OtherMail).Select(row => (string)row[1])
        .Append(ReplyReadings.Example("1-receipt.eml")).Append(ReplyReadings.Example("2-brightmail.eml"));

    private static string Repeated(string piece, int length)
    {
        StringBuilder text = new(length + piece.Length);
        while (text.Length < length)
        {
            text.Append(piece);
        }

        return text.ToString(0, length);
    }
}
