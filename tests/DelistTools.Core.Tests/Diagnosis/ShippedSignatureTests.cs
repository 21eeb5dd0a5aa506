using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>What holds of the shipped signatures as a whole.</summary>
public sealed class ShippedSignatureTests
{
    /// <summary>Ids that other parts of the catalogue and the routes refer to.</summary>
    private static readonly string[] ReferredTo =
    [
        "outlook-ou-001", "outlook-ou-002", "outlook-sc-001", "outlook-sc-002", "outlook-sc-003", "outlook-sc-004",
        "outlook-dy-001", "outlook-dy-002", "outlook-rp", "outlook-s3140", "outlook-s3150", "outlook-rate", "outlook-spamhaus",
        "outlook-spamhaus-domain", "outlook-authentication", "exchange-banned-ip", "exchange-banned-sender",
        "exchange-spamhaus", "exchange-customer-list", "exchange-no-recipient",
    ];

    private static IReadOnlyList<RefusalSignature> All => Diagnoses.Shipped.Signatures;

    public static TheoryData<string> Ids => new(All.Select(s => s.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Signature_ItsExamples_AreDecidedByIt(string id)
    {
        RefusalSignature signature = Diagnoses.Shipped.Find(id)!;
        Assert.NotEmpty(signature.Examples);
        foreach (string example in signature.Examples)
        {
            MailRefusal refusal = Diagnoses.Of(example, signature.IsProviderOnly ? signature.Provider : null);

            Assert.True(id == refusal.RuleId, refusal.RuleId + " decides: " + example);
            Assert.Equal(signature.Provider, refusal.Provider);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Signature_ItsNearMisses_AreNotDecidedByIt(string id)
    {
        RefusalSignature signature = Diagnoses.Shipped.Find(id)!;
        Assert.NotEmpty(signature.NearMisses);
        Assert.All(signature.NearMisses, near => Assert.NotEqual(id, Diagnoses.Of(near).RuleId));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Signature_ItsPattern_CanBeMadeAndNamesKnownGroups(string id)
    {
        if (Diagnoses.Shipped.Find(id)!.Pattern is SignaturePattern pattern)
        {
            IEnumerable<string> named = pattern.Regex.GetGroupNames().Where(g => !int.TryParse(g, out _));
            Assert.Subset(new HashSet<string> { "list", "address", "url", "mail", "bits", "case" }, named.ToHashSet());
            Assert.Equal(RegexOptions.None, pattern.Regex.Options & RegexOptions.Compiled);
        }
    }

    [Fact]
    public void Catalogue_IdsOthersReferTo_AreThere() => Assert.All(ReferredTo, id => Assert.NotNull(Diagnoses.Shipped.Find(id)));

    [Fact]
    public void Catalogue_Providers_AreKnown() =>
        Assert.All(All.Where(s => s.Provider is not null), s => Assert.NotNull(ShippedProviders.Current.Find(s.Provider!)));

    [Fact]
    public void Providers_StepsForCertainRefusals_NameSignaturesThatAreThere() => Assert.All(
        ShippedProviders.Current.Providers.SelectMany(p => p.Steps).Concat(ShippedCatalog.Current.Blocklists.SelectMany(ShippedProviders.Current.StepsOf)).SelectMany(s => s.When),
        id => Assert.NotNull(Diagnoses.Shipped.Find(id)));

    [Fact]
    public void Catalogue_Entries_AreSourcedDatedAndSayWhatTheyMean()
    {
        Assert.All(All, s => Assert.NotEmpty(s.Sources));
        Assert.All(All, s => Assert.True(s.About.Length > 20, s.Id));
        Assert.All(All, s => Assert.InRange(s.VerifiedOn, new DateTime(2026, 11, 23), DateTime.UtcNow.Date));
        Assert.All(All, s => Assert.NotEqual(RefusalCause.Unknown, s.Cause));
    }

    [Fact]
    public void Catalogue_GeneralSignatures_NameNoProviderAndPrivateOnesAreNotGreedy()
    {
        // Ordinary replies that say nothing of why.
        string[] strangers =
        [
            "550 5.7.1 Mail rejected for policy reasons", "550 5.0.0 rejected", "550 5.7.1 Access denied",
            "550 Administrative prohibition", "421 Try again later", "550 5.7.1 Command rejected", "503 5.5.1 Bad sequence of commands",
            "554 Transaction failed", "550 Requested action not taken",
        ];
        Assert.All(strangers, s => Assert.Equal((RefusalCause.Unknown, null), (Diagnoses.Of(s).Cause, Diagnoses.Of(s).RuleId)));
    }
}
