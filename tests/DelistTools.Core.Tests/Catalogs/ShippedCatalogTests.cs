using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>What holds of the shipped catalogue as a whole.</summary>
public sealed class ShippedCatalogTests
{
    private static IReadOnlyList<Blocklist> Lists => ShippedCatalog.Current.Blocklists;

    [Fact]
    public void Catalogue_Entries_AreAsManyAsWereWrittenByStatus()
    {
        Assert.Equal(146, Lists.Count);
        Assert.Equal(90, Lists.Count(l => l.Status == BlocklistStatus.Live));
        Assert.Equal(31, Lists.Count(l => l.Status == BlocklistStatus.Unknown));
        Assert.Equal(1, Lists.Count(l => l.Status == BlocklistStatus.Merged));
        Assert.Equal(24, Lists.Count(l => l.Status == BlocklistStatus.Dead));
        Assert.Equal(10, Lists.Count(l => l.IsPrivate));
    }

    [Theory]
    [InlineData("spamhaus-zen", "zen.spamhaus.org", BlocklistStatus.Live)]
    [InlineData("spamhaus-dbl", "dbl.spamhaus.org", BlocklistStatus.Live)]
    [InlineData("surbl-multi", "multi.surbl.org", BlocklistStatus.Live)]
    [InlineData("uribl-multi", "multi.uribl.com", BlocklistStatus.Live)]
    [InlineData("barracuda-brbl", "b.barracudacentral.org", BlocklistStatus.Live)]
    [InlineData("spamcop", "bl.spamcop.net", BlocklistStatus.Live)]
    [InlineData("psbl", "psbl.surriel.com", BlocklistStatus.Live)]
    [InlineData("mailspike-bl", "bl.mailspike.net", BlocklistStatus.Live)]
    [InlineData("uceprotect-1", "dnsbl-1.uceprotect.net", BlocklistStatus.Live)]
    [InlineData("uceprotect-2", "dnsbl-2.uceprotect.net", BlocklistStatus.Live)]
    [InlineData("uceprotect-3", "dnsbl-3.uceprotect.net", BlocklistStatus.Live)]
    [InlineData("validity-rpbl", "bl.score.senderscore.com", BlocklistStatus.Live)]
    [InlineData("spamrats-all", "all.spamrats.com", BlocklistStatus.Live)]
    [InlineData("dronebl", "dnsbl.dronebl.org", BlocklistStatus.Live)]
    [InlineData("abusix-combined", "<key>.combined.mail.abusix.zone", BlocklistStatus.Live)]
    [InlineData("symantec-brightmail", null, BlocklistStatus.Live)]
    [InlineData("cloudmark-csi", null, BlocklistStatus.Live)]
    [InlineData("proofpoint-pdr", null, BlocklistStatus.Live)]
    [InlineData("cisco-talos", null, BlocklistStatus.Live)]
    [InlineData("cbl", "cbl.abuseat.org", BlocklistStatus.Merged)]
    [InlineData("sorbs", "dnsbl.sorbs.net", BlocklistStatus.Dead)]
    [InlineData("nixspam", "ix.dnsbl.manitu.net", BlocklistStatus.Dead)]
    [InlineData("ahbl", "dnsbl.ahbl.org", BlocklistStatus.Dead)]
    [InlineData("ordb", "relays.ordb.org", BlocklistStatus.Dead)]
    [InlineData("spamcannibal", "bl.spamcannibal.org", BlocklistStatus.Dead)]
    [InlineData("emailbasura", "bl.emailbasura.org", BlocklistStatus.Dead)]
    public void Catalogue_WellKnownList_IsThere(string id, string? zone, BlocklistStatus status)
    {
        Blocklist list = ShippedCatalog.List(id);

        Assert.Equal((zone, status), (list.Zone, list.Status));
    }

    [Fact]
    public void Catalogue_EveryEntry_IsSourcedAndDated()
    {
        Each(l => l.Sources.Count > 0 && l.Sources.All(s => s.Source.Length > 0), "has no source");
        Each(l => Enum.IsDefined(l.Confidence), "has no confidence");
        Each(l => l.VerifiedOn >= new DateTime(2026, 1, 1) && l.VerifiedOn <= DateTime.UtcNow.AddYears(10), "has no believable date");
        Each(l => l.VerifiedOn.TimeOfDay == TimeSpan.Zero, "has a time of day");
        Each(l => l.About.Length > 10, "says nothing about itself");
    }

    [Fact]
    public void Catalogue_EveryReference_LeadsToAnEntry()
    {
        Each(l => l.Includes.All(i => ShippedCatalog.Current.Find(i) is not null), "includes a list that is not there");
        Each(
            l => l.Rules.Codes.All(c => c.Component is null || ShippedCatalog.Current.Find(c.Component) is not null),
            "has a code of a list that is not there");
        Each(
            l => l.Rules.Codes.All(c => c.Component is null || l.Includes.Contains(c.Component)),
            "has a code of a list that it does not include");
    }

    [Fact]
    public void Catalogue_Includes_HaveNoCircleAndNoGap()
    {
        // The summary and the selection look one level deep, so each entry names all that it contains.
        foreach (Blocklist list in Lists)
        {
            HashSet<string> reached = new(StringComparer.Ordinal);
            Stack<string> open = new(list.Includes);
            while (open.Count > 0)
            {
                string id = open.Pop();
                Assert.True(id != list.Id, list.Id + " contains itself");
                if (reached.Add(id))
                {
                    ShippedCatalog.List(id).Includes.ToList().ForEach(open.Push);
                }
            }

            Assert.True(reached.SetEquals(list.Includes), list.Id + " leaves out what its parts contain");
        }
    }

    [Fact]
    public void Catalogue_ListThatLives_HasAZoneUnlessItIsPrivate() => Each(
        l => l.Status != BlocklistStatus.Live || l.IsPrivate || l.Rules.PublicZone is not null || l.Rules.KeyedZone is not null, "has no zone");

    [Fact]
    public void Catalogue_Zones_AreInTheFormThatIsAsked()
    {
        Each(l => AllZones(l).All(z => z == DomainNameText.Normalise(z)), "has a zone in another form than the one asked");
        Each(l => l.Rules.KeyedZone is null || DomainNameText.IsHostLike(l.Rules.KeyedZone.Replace("<key>", "k", StringComparison.Ordinal)), "has no usable keyed zone");
        Each(l => l.Rules.KeyedZone is null || l.Rules.KeyedZone.Split("<key>").Length == 2, "has not exactly one key in its keyed zone");
        Each(l => l.RequiresKey == (!l.IsPrivate && l.Rules.PublicZone is null && l.Rules.KeyedZone is not null), "is wrong about its key");
    }

    [Fact]
    public void Catalogue_Zone_BelongsToOneListUnlessItIsShared()
    {
        foreach (IGrouping<string, Blocklist> zone in Lists.SelectMany(l => AllZones(l).Distinct().Select(z => (Zone: z, List: l)))
            .GroupBy(z => z.Zone, z => z.List))
        {
            Assert.True(zone.Count(l => !l.Rules.SharesZone) <= 1, zone.Key + " belongs to " + string.Join(", ", zone));
        }
    }

    [Fact]
    public void Catalogue_Operator_IsSpeltOneWay()
    {
        foreach (IGrouping<string, string> spelling in Lists.Select(l => l.Operator).Distinct()
            .GroupBy(o => new string(o.Where(char.IsLetterOrDigit).ToArray()).ToUpperInvariant()))
        {
            Assert.True(spelling.Count() == 1, "One operator, several spellings: " + string.Join(" | ", spelling));
        }
    }

    [Fact]
    public void Catalogue_RefusalCodes_AreNeverListingCodes()
    {
        foreach (Blocklist list in Lists)
        {
            foreach (RefusalCode refusal in list.Rules.Refusals)
            {
                Assert.DoesNotContain(list.Rules.Codes, c => c.Matches(refusal.Code));

                // One refused bit of a bitmask must not be a bit with a meaning.
                Assert.DoesNotContain(list.Rules.Codes, c => list.Rules.IsBitmask && refusal.Code == 0x7F000000u + (uint)c.Bit);
            }

            Each(l => l.Rules.Codes.All(c => c.Bit != 0 || (c.From >> 24 == 127 && c.To >> 24 == 127)), "has a code outside 127.0.0.0/8");
            Each(l => l.Rules.Codes.All(c => c.Bit != 0 || c.To < 0x7FFFFF00), "lists with a code that is a refusal everywhere");
        }
    }

    [Fact]
    public void Catalogue_Codes_HaveOneMeaningEach()
    {
        foreach (Blocklist list in Lists)
        {
            IReadOnlyList<ListingCode> codes = list.Rules.Codes;
            Assert.DoesNotContain(codes, c => codes.Any(o => o != c && (c.Bit != 0 ? o.Bit == c.Bit : o.Matches(c.From) || o.Matches(c.To))));
            Assert.True(list.Rules.IsBitmask || codes.All(c => c.Bit == 0), list.Id + " has bits without being a bitmask");
        }
    }

    [Fact]
    public void Catalogue_TestEntries_CanBeAsked()
    {
        foreach (Blocklist list in Lists.Where(l => l.Rules.Test is not null))
        {
            ListTestEntry test = list.Rules.Test!;
            Assert.NotNull(test.NotListed);
            Assert.NotEqual(test.Listed, test.NotListed);
            if ((list.Kind & (BlocklistKind.IPv4 | BlocklistKind.IPv6)) != 0)
            {
                Assert.All(new[] { test.Listed, test.NotListed }.OfType<string>(), e => Assert.True(IpAddressText.TryParse(e, out _)));
                Assert.Null(test.Shallow);
            }
        }
    }

    [Theory]
    [InlineData("spamhaus-dbl", DomainAsked.Host)]
    [InlineData("surbl-multi", DomainAsked.Registrable)]
    [InlineData("uribl-multi", DomainAsked.Registrable)]
    [InlineData("sem-fresh", DomainAsked.Registrable)]
    internal void Catalogue_ListOfDomains_SaysWhatItIsAskedFor(string id, DomainAsked asks) => Assert.Equal(asks, ShippedCatalog.List(id).Rules.Asks);

    [Fact]
    public void Catalogue_ClosedAndPrivateLists_AreNeverAsked() => Each(
        l => !(l.IsPrivate || l.Status is BlocklistStatus.Dead or BlocklistStatus.Merged) || !ListSelector.IsAskable(l), "would be asked");

    [Fact]
    public void Catalogue_KeyForEveryList_OpensThoseThatTakeOne()
    {
        ListCatalog open = ShippedCatalog.WithKeys(Lists.ToDictionary(l => l.Id, _ => new AccountKey("k1")));

        Assert.All(open.Blocklists, l => Assert.Equal(l.Rules.KeyedZone is not null, l.HasKey));
        Assert.All(open.Blocklists.Where(ListSelector.IsAskable), l => Assert.NotNull(l.Zone));
        Assert.True(ListSelector.IsAskable(open.Find("abusix-combined")!));
    }

    [Fact]
    public void Catalogue_ListOfHighImpact_CanBeAskedOrLookedUp() => Each(
        l => l.Impact != BlocklistImpact.High || ListSelector.IsAskable(l) || l.LookupUrl is not null, "is of high impact and out of reach");

    private static IEnumerable<string> AllZones(Blocklist list) =>
        new[] { list.Rules.PublicZone }.OfType<string>().Concat(list.Rules.OtherZones);

    private static void Each(Func<Blocklist, bool> holds, string fault) =>
        Assert.True(Lists.All(holds), string.Join(", ", Lists.Where(l => !holds(l)).Select(l => l.Id)) + " " + fault);
}
