using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.Replies;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>What holds of the shipped answers as a whole.</summary>
public sealed class ShippedReplyTests
{
    private static IReadOnlyList<ReplySignature> All => ReplyReadings.Shipped.Signatures;

    public static TheoryData<string> Ids => new(All.Select(s => s.Id));

    public static TheoryData<string> Operators => new(ReplyReadings.Shipped.Operators.Select(o => o.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Signature_ItsExamples_AreDecidedByIt(string id)
    {
        ReplySignature signature = ReplyReadings.Shipped.Find(id)!;
        Assert.NotEmpty(signature.Examples);
        foreach (string example in signature.Examples)
        {
            DelistingReply reply = ReplyReadings.Of(example);

            Assert.True(id == reply.RuleId, (reply.RuleId ?? reply.Evidence) + " decides: " + example);
            Assert.Equal(signature.Verdict, reply.Verdict);
            Assert.Equal(signature.Operator, signature.Operator is null ? null : reply.Operator);
            Assert.Equal(signature.Blocklist, signature.Blocklist is null ? null : reply.Blocklist);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Signature_ItsNearMisses_AreNotDecidedByIt(string id)
    {
        ReplySignature signature = ReplyReadings.Shipped.Find(id)!;
        Assert.NotEmpty(signature.NearMisses);
        Assert.All(signature.NearMisses, near => Assert.True(id != ReplyReadings.Of(near).RuleId, near));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Signature_ItsPatterns_CanBeMadeAndNameKnownGroups(string id)
    {
        ReplySignature signature = ReplyReadings.Shipped.Find(id)!;
        foreach (SignaturePattern pattern in new[] { signature.Pattern, signature.Group }.OfType<SignaturePattern>())
        {
            Assert.Subset(new HashSet<string> { "list" }, pattern.Regex.GetGroupNames().Where(g => !int.TryParse(g, out _)).ToHashSet());
            Assert.Equal(RegexOptions.None, pattern.Regex.Options & RegexOptions.Compiled);
        }
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void Operator_ItsSendersAndNames_AreItsOwn(string id)
    {
        ReplyOperator known = ReplyReadings.Shipped.Operators.Single(o => o.Id == id);
        Assert.True(known.Senders.Count + known.Names.Count > 0);
        Assert.All(known.Tickets, t => Assert.Contains("ticket", t.Regex.GetGroupNames()));
        Assert.All(known.Senders, s => Assert.Equal(id, ReplyReadings.Of(ReplyReadings.Mail("Nothing.", s.Contains('@') ? s : "support@" + s)).Operator));
        Assert.All(known.Names, n => Assert.Equal(id, ReplyReadings.Of(ReplyReadings.Mail("Nothing.", n + " <x@unknown.example>")).Operator));
    }

    [Fact]
    public void Catalogue_Entries_AreSourcedDatedAndSayWhatToDo()
    {
        Assert.All(All, s => Assert.NotEmpty(s.Sources));
        Assert.All(All, s => Assert.True(s.Meaning.Length > 20 && s.NextStep.Length > 10, s.Id));
        Assert.All(All, s => Assert.InRange(s.VerifiedOn, new DateTime(2026, 11, 23), DateTime.UtcNow.Date));
        Assert.All(All, s => Assert.NotEqual(ReplyVerdict.Unknown, s.Verdict));
    }

    [Fact]
    public void Catalogue_EveryVerdict_HasASignature() => Assert.Equal(
        Enum.GetValues<ReplyVerdict>().Where(v => v != ReplyVerdict.Unknown).Order(), All.Select(s => s.Verdict).Distinct().Order());

    [Fact]
    public void Catalogue_WhereWaitingIsTheNextStep_SaysHowLong() => Assert.All(
        All.Where(s => s.Verdict is ReplyVerdict.Received or ReplyVerdict.Mitigated or ReplyVerdict.ConditionallyMitigated), s => Assert.NotNull(s.Wait));
}
