using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class FindingReaderTests
{
    private static readonly ProviderCatalog Catalog = ProviderText.Catalog(
        [
            CatalogText.Entry("a-list", "otherZones: [\"mirror.test\"]"), CatalogText.Entry("other"), CatalogText.Entry("six", "kind: [\"ip6\"]"),
            CatalogText.Entry("names", "kind: [\"domain\"]", "removalPolicy: \"self-service\"", "removalUrl: \"https://names.test/\""),
        ], ProviderText.Entry("one"));

    private static readonly FindingReader Reader = new(Catalog);

    [Theory]
    [InlineData(ListingVerdict.Listed, "a-list", null)]
    [InlineData(ListingVerdict.NotListed, null, "target-not-listed")]
    [InlineData(ListingVerdict.Informational, null, "target-not-listed")]
    [InlineData(ListingVerdict.Refused, null, "target-undetermined")]
    [InlineData(ListingVerdict.Failed, null, "target-undetermined")]
    [InlineData(ListingVerdict.Unverified, null, "target-undetermined")]
    public void Read_Check_IsAFindingByItsVerdict(ListingVerdict verdict, string? list, string? plan)
    {
        Finding finding = Reader.Read(Routes.Check(Catalog, "a-list", verdict)).Single();

        Assert.Equal((list, plan, list is null, Routes.Address), (finding.List?.Id, finding.Plan, finding.IsWeak, finding.Address?.ToString()));
    }

    [Fact]
    public void Read_CheckThatDoesNotApply_IsNone() => Assert.Empty(Reader.Read(Routes.Check(Catalog, "a-list", ListingVerdict.NotApplicable)));

    [Theory]
    [InlineData("a-list", "a-list")]
    [InlineData("mirror.test", "a-list")]
    [InlineData("unheard.test", "unheard.test")]
    public void Read_CheckInAnyZone_BelongsToTheListOfIt(string zone, string expected)
    {
        Finding finding = Reader.Read(Routes.Check(Catalog, zone, ListingVerdict.Listed)).Single();

        Assert.Equal(expected, finding.List!.Id);
        DelistingRoute route = Routes.Plan(Catalog, finding);
        Assert.Equal([expected], route.For);
    }

    [Fact]
    public void Read_ZoneThatNobodyDescribed_IsSaidToBeUnknown()
    {
        DelistingRoute route = Routes.Plan(Catalog, Reader.Read(Routes.Check(Catalog, "unheard.test", ListingVerdict.Listed)).Single());

        Assert.Equal(RouteAdvice.NotWorthIt, route.Advice);
        Assert.Contains(route.Cautions, c => c.Contains("does not know unheard.test", StringComparison.Ordinal));
        Assert.DoesNotContain(route.Cautions, c => c.Contains("0001", StringComparison.Ordinal));
        Assert.Equal(Catalog.FindPlan("list-not-known")!.VerifiedOn, route.VerifiedOn);
    }

    [Fact]
    public void Read_Result_IsAFindingForEachListing()
    {
        BlocklistCheck[] listings = [Routes.Check(Catalog, "a-list", ListingVerdict.Listed), Routes.Check(Catalog, "other", ListingVerdict.Listed)];
        IpBlocklistResult result = new() { Address = Routes.Address, HostName = "mail.test", Status = ListingStatus.Listed, Listings = listings };

        List<Finding> findings = Reader.Read(result).ToList();

        Assert.Equal(["a-list", "other"], findings.Select(f => f.List!.Id));
        Assert.All(findings, f => Assert.Equal("mail.test", f.HostName));
        Assert.Equal(Routes.Now, findings[0].FoundAt);
    }

    [Fact]
    public void Read_DomainResult_IsAboutTheNameThatTheListHas()
    {
        BlocklistCheck listing = new()
        {
            Target = "www.spam.test", AskedAs = "spam.test", Blocklist = "names", Zone = "names.test", Operator = "o", Verdict = ListingVerdict.Listed, CheckedAt = Routes.Now,
        };
        DomainBlocklistResult result = new() { Domain = "www.spam.test", RegistrableDomain = "spam.test", Status = ListingStatus.Listed, Listings = [listing] };

        foreach (Finding finding in Reader.Read(result).Concat(Reader.Read(listing)))
        {
            Assert.Equal(("spam.test", null, "names"), (finding.Target, finding.Address, finding.List!.Id));
        }

        DelistingRoute route = Routes.Plan(Catalog, Reader.Read(result).ToArray());
        Assert.Equal("spam.test", route.Target);
        StepField field = route.Steps.SelectMany(s => s.Fields).First(f => f.Value == "spam.test");
        Assert.Equal("Domain", field.Name);
        Assert.DoesNotContain(route.Steps.SelectMany(s => s.Fields), f => f.Name == "IP address");
    }

    [Theory]
    [InlineData(ListingStatus.NotListed, "target-not-listed")]
    [InlineData(ListingStatus.Undetermined, "target-undetermined")]
    public void Read_DomainResultWithoutListings_HasARouteAllTheSame(ListingStatus status, string plan)
    {
        Finding finding = Reader.Read(new DomainBlocklistResult { Domain = "www.spam.test", Status = status }).Single();

        Assert.Equal(("www.spam.test", plan, true), (finding.Target, finding.Plan, finding.IsWeak));
    }

    [Theory]
    [InlineData(ListingStatus.NotListed, "target-not-listed")]
    [InlineData(ListingStatus.Undetermined, "target-undetermined")]
    public void Read_ResultWithoutListings_HasARouteAllTheSame(ListingStatus status, string plan)
    {
        Finding finding = Reader.Read(new IpBlocklistResult { Address = Routes.Address, Status = status }).Single();

        Assert.Equal((plan, true), (finding.Plan, finding.IsWeak));
        Assert.Contains(Routes.Address, Routes.Plan(Catalog, finding).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2001:db8::1", Routes.Address, "2001:db8::1")]
    [InlineData("::ffff:198.51.100.7", Routes.Address, "198.51.100.7")]
    [InlineData(null, Routes.Address, Routes.Address)]
    [InlineData("not an address", Routes.Address, Routes.Address)]
    [InlineData(null, null, null)]
    public void Read_Refusal_MeansTheAddressThatItNames(string? named, string? given, string? expected)
    {
        Finding finding = Reader.Read(new MailRefusal { Cause = RefusalCause.AddressBlocked, RefusedAddress = named, Provider = "one" }, given);

        Assert.Equal((expected, expected, "one"), (finding.Target, finding.Address?.ToString(), finding.Provider?.Id));
    }

    [Theory]
    [InlineData(RefusalCause.AddressBlocked, "a-list", "a-list")]
    [InlineData(RefusalCause.DomainBlocked, "MIRROR.test.", "a-list")]
    [InlineData(RefusalCause.UrlBlocked, "unheard.test", null)]
    [InlineData(RefusalCause.ReceiverMisconfigured, "a-list", null)]
    [InlineData(RefusalCause.RangeBlocked, null, null)]
    public void Read_Refusal_NamesAListOnlyWhereAListingIsTheCause(RefusalCause cause, string? list, string? expected) =>
        Assert.Equal(expected, Routes.Refused(Catalog, Routes.Refusal(cause, null, list)).Named.SingleOrDefault()?.Id);

    [Fact]
    public void Read_RefusalByAProviderThatIsNotThere_HasNone() =>
        Assert.Null(Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, "nobody")).Provider);

    [Theory]
    [InlineData("names", Routes.Address, null)]
    [InlineData("six", Routes.Address, null)]
    [InlineData("six", "2001:db8::1", "2001:db8::1")]
    [InlineData("a-list", "2001:db8::1", null)]
    [InlineData("names", "shop.test", "shop.test")]
    public void Read_ListThatCannotHoldTheTarget_PassesItOver(string list, string target, string? expected)
    {
        Finding finding = FindingReader.Read(Catalog.Lists.Find(list)!, target);

        Assert.Equal((expected, expected == "shop.test" ? null : expected), (finding.Target, finding.Address?.ToString()));
    }

    [Theory]
    [InlineData(RefusalCause.DomainBlocked)]
    [InlineData(RefusalCause.UrlBlocked)]
    [InlineData(RefusalCause.AddressBlocked)]
    public void Read_RefusalByAListOfDomains_IsNotAboutTheAddress(RefusalCause cause)
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Refused(Catalog, Routes.Refusal(cause, null, "names.test")));

        Assert.Null(route.Target);
        DelistingStep form = route.Steps.Single(s => s.Kind == StepKind.Form);
        Assert.Equal("Ask Operator of names to remove your domain", form.Title);
        Assert.DoesNotContain(form.Fields, f => f.Value is not null && f.Value.Contains(Routes.Address, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("10.0.0.5", Routes.Address, Routes.Address)]
    [InlineData("10.0.0.5", null, "10.0.0.5")]
    [InlineData("203.0.113.7", Routes.Address, "203.0.113.7")]
    [InlineData("8.8.4.4", Routes.Address, "8.8.4.4")]
    public void Read_RefusalThatNamesAPrivateAddress_GivesWayToTheOneThatIsGiven(string named, string? given, string expected)
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Refused(
            Catalog, new MailRefusal { Cause = RefusalCause.AddressBlocked, RefusedAddress = named, Blocklist = "a-list.test", ReplyText = "No." }, given));

        Assert.Equal(expected, route.Target);
        Assert.Equal(expected == "10.0.0.5", route.Cautions.Any(c => c.StartsWith("10.0.0.5 is private (RFC 1918)", StringComparison.Ordinal)));
    }

    [Fact]
    public void Read_CheckOfADomainInAZoneThatNobodyDescribed_IsOfAListOfDomains() => Assert.Equal(
        BlocklistKind.Domain, Reader.Read(Routes.Check(Catalog, "unheard.test", ListingVerdict.Listed, "shop.test")).Single().List!.Kind);
}
