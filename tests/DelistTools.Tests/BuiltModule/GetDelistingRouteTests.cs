using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Get-DelistingRoute as a user meets it.</summary>
[Collection(ModuleCollection.Name)]
public sealed class GetDelistingRouteTests : IDisposable
{
    private readonly LabSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Pipeline_ResultOnThreeLists_IsOnePlanInWorkingOrder()
    {
        PSObject route = Route("Test-IpBlocklist 203.0.113.70 -Blocklist lab-combined, lab-range, lab-reputation -NameServer $server -Force | Get-DelistingRoute");
        Assert.Equal("203.0.113.70", Value(route, "Target"));
        Assert.Equal(["lab-exploits", "lab-reputation", "lab-range"], Values(route, "For"));
        Assert.Equal("Recommended", Value(route, "Advice"));
        List<string> steps = [.. Steps(route).Select(s => Value(s, "Kind") + " " + Value(s, "For"))];
        Assert.Equal(
            ["Fix ", "Check lab-exploits", "Form lab-exploits", "Check lab-reputation", "Wait lab-reputation", "Check lab-range", "Mail lab-range"], steps);
        Assert.All(Steps(route), s => Assert.Equal("NotChecked", Value(s, "State")));
        Assert.NotNull(Steps(route)[4].Properties["WaitUntil"].Value);
    }

    [Fact]
    public void Pipeline_DetailedChecks_GiveTheSamePlanAsTheResult()
    {
        const string Question = "Test-IpBlocklist 203.0.113.70 -Blocklist lab-combined, lab-range, lab-reputation, lab-ip4only -NameServer $server -Force";
        string whole = Titles(Route(Question + " | Get-DelistingRoute"));
        Assert.Equal(whole, Titles(Route(Question + " -Detailed | Get-DelistingRoute")));
    }

    [Fact]
    public void Pipeline_NeighboursInAListedRange_AreAskedForTogether()
    {
        PSObject route = Route("Test-IpBlocklist 203.0.113.70, 203.0.113.90 -Blocklist lab-combined, lab-range -NameServer $server -Force | Get-DelistingRoute");
        PSObject mail = Steps(route).Single(s => Value(s, "Kind") == "Mail");
        Assert.Equal(["203.0.113.70", "203.0.113.90"], Values(mail, "Targets").Order());
        PSObject form = Steps(route).Single(s => Value(s, "Kind") == "Form");
        Assert.Equal(["203.0.113.70"], Values(form, "Targets"));
    }

    [Fact]
    public void Pipeline_AddressOnNoList_GetsAnHonestRoute()
    {
        PSObject route = Route("Test-IpBlocklist 203.0.113.5 -Blocklist lab-combined, lab-range -NameServer $server -Force | Get-DelistingRoute");
        Assert.Contains("none of the lists", Value(route, "Reason"), StringComparison.Ordinal);
        Assert.NotEmpty(Steps(route));
    }

    [Fact]
    public void Check_ListsOfTheRoute_AreAskedAndTheStepsSayWhetherTheyAreNeeded()
    {
        PSObject listed = Route("Get-DelistingRoute -Blocklist lab-combined -Address 192.0.2.10 -Check -NameServer $server");
        Assert.All(Steps(listed).Where(s => Value(s, "Kind") != "Fix"), s => Assert.Equal("Needed", Value(s, "State")));
        PSObject clear = Route("Get-DelistingRoute -Blocklist lab-combined -Address 203.0.113.5 -Check -NameServer $server");
        Assert.Equal(["NotNeeded"], Steps(clear).Where(s => Value(s, "Kind") != "Fix").Select(s => Value(s, "State")));
        PSObject refused = Route("Get-DelistingRoute -Blocklist lab-open-resolver -Address 203.0.113.5 -Check -NameServer $server -WarningAction Ignore");
        Assert.All(Steps(refused), s => Assert.Equal("Unknown", Value(s, "State")));
        PSObject byEye = Route("Get-DelistingRoute -Blocklist symantec-brightmail -Address 203.0.113.5 -Check -NameServer $server");
        Assert.Contains(Steps(byEye), s => Value(s, "IsByEye") == "True" && Value(s, "State") == "Unknown" && Value(s, "Url") is not null);
    }

    [Fact]
    public void Check_FirstListIsSilent_PlansStayInTheOrderOfTheFindings()
    {
        ModuleSession.Outcome outcome = Run(
            "'550 5.7.1 Service unavailable; Client host [192.0.2.99] blocked using silent.lab.test', "
            + "'550 5.7.1 Service unavailable; Client host [192.0.2.10] blocked using zen.lab.test' "
            + "| Get-DelistingRoute -Check -NameServer $server -TimeoutSeconds 1 -WarningAction Ignore");
        Assert.Equal(["192.0.2.99", "192.0.2.10"], outcome.AssertNoErrors().Output.Select(r => Value(r, "Target")));
    }

    [Fact]
    public void Provider_OutlookCom_LeadsToSymantecAndSpamhausBeforeItsOwnForm()
    {
        PSObject route = Route("Get-DelistingRoute -Provider microsoft-consumer -Address 192.0.2.10");
        List<string?> order = [.. Steps(route).Select(s => Value(s, "For")).Where(f => f is not null).Distinct()];
        Assert.Equal(["symantec-brightmail", "spamhaus-zen", "microsoft-consumer"], order);
        Assert.Contains(Values(route, "Cautions"), c => c.Contains("followed once", StringComparison.Ordinal));
        Assert.Contains(Steps(route), s => Values(s, "Fields").Any(f => f.EndsWith(": 192.0.2.10", StringComparison.Ordinal)));
    }

    [Fact]
    public void Domain_OfAKnownProvider_IsFoundByItsMxWhateverItsName()
    {
        _session.Lab.Behaviours.Zone(new DnsTable("newcomer.example").Mx("@", 10, "newcomer-example.olc.protection.outlook.com."));
        PSObject route = Route("Get-DelistingRoute -Domain someone@newcomer.example -Address 192.0.2.10 -NameServer $server");
        Assert.Equal("microsoft-consumer", Values(route, "For")[^1]);
        Assert.Contains("newcomer-example.olc.protection.outlook.com", Value(route, "Reason"), StringComparison.Ordinal);
    }

    [Fact]
    public void Domain_OfNobodyKnown_GetsAnHonestRouteThatNamesTheHosts()
    {
        _session.Lab.Behaviours.Zone(new DnsTable("small.example").Mx("@", 10, "mx.small.example."));
        PSObject route = Route("Get-DelistingRoute -Domain small.example -NameServer $server");
        Assert.Contains("mx.small.example", Value(route, "Reason"), StringComparison.Ordinal);
        Assert.Contains(Steps(route), s => Value(s, "MailTo") == "postmaster@small.example");
    }

    [Fact]
    public void Domain_ThatDoesNotExist_IsAnError()
    {
        ErrorRecord error = Run("Get-DelistingRoute -Domain missing.example -NameServer $server").Error;
        Assert.StartsWith("MailDomainNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Domain_Several_ComeInTheOrderInWhichTheyWereNamed()
    {
        string[] names = [.. Enumerable.Range(1, 6).Select(i => "small" + i + ".example")];
        foreach (string name in names)
        {
            _session.Lab.Behaviours.Zone(new DnsTable(name).Mx("@", 10, "mx." + name + "."));
        }

        IEnumerable<string?> reasons = Run("Get-DelistingRoute -Domain " + string.Join(", ", names) + " -NameServer $server")
            .AssertNoErrors().Output.Select(r => Value(r, "Reason"));
        Assert.Equal(names, reasons.Select(r => names.Single(n => r!.Contains("Mail to " + n, StringComparison.Ordinal))));
    }

    [Fact]
    public void Check_NameServerThatIsNotThere_IsToldOnce()
    {
        using ClosedPort closed = new(System.Net.IPAddress.Parse("127.0.0.77"));
        ModuleSession.Outcome outcome = Run(
            "Get-DelistingRoute -Blocklist lab-combined -Address 203.0.113.70, 198.51.100.7 -Check -TimeoutSeconds 1 -NameServer " + closed.NameServer);
        Assert.StartsWith("NameServerUnreachable,", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Output.Count);
    }

    [Fact]
    public void Blocklist_WithWildcards_GivesOnePlanForTheAddress()
    {
        Assert.Single(Run("Get-DelistingRoute -Blocklist uceprotect-* -Address 192.0.2.10").AssertNoErrors().Output);
        Assert.Equal(3, Run("Get-DelistingRoute -Blocklist uceprotect-*").AssertNoErrors().Output.Count);
    }

    [Theory]
    [InlineData("Get-DelistingRoute -Blocklist spamcopp", "UnknownBlocklist", "'spamcop'")]
    [InlineData("Get-DelistingRoute -Provider gmial", "UnknownMailProvider", "'gmail'")]
    [InlineData("Get-DelistingRoute -Provider gmail -Address 300.1.2.3", "SendingAddressInvalid", "300.1.2.3")]
    [InlineData("5 | Get-DelistingRoute", "InvalidFinding", "'5'")]
    [InlineData("Get-DelistingRoute -Provider gmail -Check -NameServer nonsense", "InvalidNameServer", "nonsense")]
    [InlineData("$null = Get-DelistingRoute -Provider gmail -Open", "PageNotOpened", "https://")]
    [InlineData("$null = Get-DelistingRoute -Provider gmail -Open -Step 1", "RouteHasNoPage", "step 1")]
    public void BadInput_IsToldWithWhatToDo(string script, string id, string says)
    {
        ErrorRecord error = Run(script).Error;
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BadInput_AmongGood_LosesNothing()
    {
        ModuleSession.Outcome outcome = Run("Get-DelistingRoute -Provider gmail, gmial, yahoo");
        Assert.Equal(2, outcome.Output.Count);
        Assert.Single(outcome.Errors);
    }

    [Fact]
    public void Open_WhatIf_OpensNothingAndSaysNothingElse() =>
        Assert.Single(Run("Get-DelistingRoute -Provider gmail -Open -WhatIf").AssertNoErrors().Output);

    [Fact]
    public void Resolver_NotNeeded_IsNotLookedFor() =>
        Run("Get-DelistingRoute -Provider gmail").AssertNoErrors();

    private ModuleSession.Outcome Run(string script) => _session.Run(script);

    private PSObject Route(string script) => Run(script).AssertNoErrors().Output.Single();

    private static IReadOnlyList<PSObject> Steps(PSObject route) => [.. Items(route, "Steps")];

    private static string Titles(PSObject route) => string.Join("\n", Steps(route).Select(s => s.ToString()));

    private static IEnumerable<PSObject> Items(PSObject item, string property) =>
        ((System.Collections.IEnumerable)item.Properties[property].Value).Cast<object>().Select(PSObject.AsPSObject);

    private static IReadOnlyList<string> Values(PSObject item, string property) => [.. Items(item, property).Select(v => v.ToString())];

    private static string? Value(PSObject item, string property) => item.Properties[property].Value?.ToString();
}
