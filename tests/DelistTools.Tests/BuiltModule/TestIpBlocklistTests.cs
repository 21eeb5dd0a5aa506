using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

[Collection(ModuleCollection.Name)]
public sealed class TestIpBlocklistTests(LabSession lab) : IClassFixture<LabSession>
{
    [Theory]
    [InlineData("192.0.2.10", "Listed", "lab-combined")]
    [InlineData("203.0.113.70", "Listed", "lab-combined,lab-reputation,lab-range")]
    [InlineData("203.0.113.20", "NotListed", "")]
    [InlineData("203.0.113.5", "NotListed", "")]
    [InlineData("2001:db8:bad::25", "Listed", "lab-combined")]
    [InlineData("2001:db8::25", "NotListed", "")]
    public void Address_HealthyLists_HasItsStatus(string address, string status, string listedOn)
    {
        PSObject result = Run(address + " -Blocklist lab-combined, lab-reputation, lab-range").Single();
        Assert.Equal(status, result.Properties["Status"].Value.ToString());
        Assert.Equal(status == "Listed", result.Properties["IsListed"].Value);
        Assert.Equal(listedOn, string.Join(",", Strings(result, "ListedOn")));
        Assert.Equal(address, result.Properties["Address"].Value);
    }

    [Fact]
    public void Detailed_AllLists_MeetEveryVerdict()
    {
        Dictionary<string, string> verdicts = Run("203.0.113.70 -Blocklist lab-*, lab-ip4only -Detailed -TimeoutSeconds 0.5")
            .ToDictionary(c => (string)c.Properties["Blocklist"].Value, c => c.Properties["Verdict"].Value.ToString()!);
        Assert.Equal("Listed", verdicts["lab-combined"]);
        Assert.Equal("NotListed", verdicts["lab-ip4only"]);
        Assert.Equal("Refused", verdicts["lab-open-resolver"]);
        Assert.Equal("Failed", verdicts["lab-silent"]);
        Assert.Equal("Failed", verdicts["lab-servfail"]);
        Assert.Equal("Unverified", verdicts["lab-world"]);
        Assert.Equal("Unverified", verdicts["lab-empty"]);
        Assert.Equal("Unverified", verdicts["lab-parked"]);
        Assert.DoesNotContain("lab-exploits", verdicts.Keys);
        Assert.Equal("Informational", Verdict("203.0.113.20", "lab-reputation"));
        Assert.Equal("NotApplicable", Verdict("2001:db8::25", "lab-ip4only"));
    }

    [Fact]
    public void Result_Counts_AddUp()
    {
        PSObject result = Run("203.0.113.5 -Blocklist lab-* -TimeoutSeconds 0.5").Single();
        int asked = (int)result.Properties["Asked"].Value;
        Assert.Equal(asked, (int)result.Properties["Answered"].Value + (int)result.Properties["Unanswered"].Value);
        Assert.Equal(asked, Strings(result, "Checks").Count());
        Assert.Equal("Undetermined", result.Properties["Status"].Value.ToString());
        Assert.Contains(Strings(result, "Advice"), a => a.Contains("lab-open-resolver", StringComparison.Ordinal));
    }

    [Fact]
    public void Input_ByValueAndByPropertyName_IsTheSame()
    {
        const string Rest = " | Test-IpBlocklist -Blocklist lab-combined -NameServer $server -Force | ForEach-Object Address";
        Assert.Equal(["192.0.2.10"], Strings("'192.0.2.10'" + Rest));
        Assert.Equal(["192.0.2.10"], Strings("[ipaddress]'192.0.2.10'" + Rest));
        Assert.Equal(["2001:db8:bad::25"], Strings("[ipaddress]'2001:db8:bad::25'" + Rest));
        Assert.Equal(["192.0.2.10"], Strings("[pscustomobject]@{ Address = '192.0.2.10' }" + Rest));
        Assert.Equal(["192.0.2.10"], Strings("[pscustomobject]@{ IPAddress = '192.0.2.10' }" + Rest));
        Assert.Equal(["192.0.2.10"], Strings("Test-IpBlocklist 192.0.2.10 -Blocklist lab-range -NameServer $server -Force" + Rest));
        Assert.Equal(["192.0.2.10"], Strings("Test-IpBlocklist 192.0.2.10 -Blocklist lab-range -NameServer $server -Force -Detailed" + Rest));
    }

    [Theory]
    [InlineData("192.0.2.8/30", 4)]
    [InlineData("192.0.2.10-192.0.2.12", 3)]
    [InlineData("192.0.2.10-12", 3)]
    [InlineData("2001:db8::/126", 4)]
    public void Range_Addresses_AreAllAsked(string range, int count) =>
        Assert.Equal(count, Run(range + " -Blocklist lab-combined").Count);

    [Fact]
    public void HostName_Addresses_AreChecked()
    {
        lab.Lab.Behaviours.Zone("mail.lab.test").RepliesAddress("192.0.2.10");
        PSObject result = Run("mail.lab.test -Blocklist lab-combined")[0];
        Assert.Equal("mail.lab.test", result.Properties["HostName"].Value);
        Assert.Equal("192.0.2.10", result.Properties["Address"].Value);
    }

    [Fact]
    public void HostName_LooksReversedAndExists_IsChecked()
    {
        lab.Lab.Behaviours.Zone("4.3.2.1.dyn.lab.example").RepliesAddress("192.0.2.10");
        Assert.Equal("192.0.2.10", Run("4.3.2.1.dyn.lab.example -Blocklist lab-combined")[0].Properties["Address"].Value);
        Assert.Equal(
            "ReversedListName,DelistTools.Commands.TestIpBlocklistCommand",
            lab.Run("Test-IpBlocklist 5.3.2.1.dyn.lab.example -Blocklist lab-combined -NameServer $server").Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void HostName_ResolvesToReservedSpace_IsRefusedWithoutForce()
    {
        lab.Lab.Behaviours.Zone("inside.lab.test").RepliesAddress("192.168.1.1");
        ModuleSession.Outcome outcome = lab.Run("Test-IpBlocklist inside.lab.test -Blocklist lab-combined -NameServer $server");
        Assert.Equal("ReservedAddress,DelistTools.Commands.TestIpBlocklistCommand", outcome.Error.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("010.0.0.1", "InvalidAddress", ErrorCategory.InvalidArgument, "leading zero")]
    [InlineData("1", "InvalidAddress", ErrorCategory.InvalidArgument, "four numbers")]
    [InlineData("256.1.1.1", "InvalidAddress", ErrorCategory.InvalidArgument, "at most 255")]
    [InlineData("::1%eth0", "InvalidAddress", ErrorCategory.InvalidArgument, "scope id")]
    [InlineData("10.1.2.3", "ReservedAddress", ErrorCategory.InvalidArgument, "RFC 1918")]
    [InlineData("fe80::1", "ReservedAddress", ErrorCategory.InvalidArgument, "link-local")]
    [InlineData("8.0.0.0/15", "RangeTooWide", ErrorCategory.LimitsExceeded, "131,072")]
    [InlineData("2.0.0.127.zen.spamhaus.org", "ReversedListName", ErrorCategory.InvalidArgument, "Test-Blocklist spamhaus-zen")]
    [InlineData("5.8.8.8.zen.spamhaus.org", "ReversedListName", ErrorCategory.InvalidArgument, "Test-IpBlocklist 8.8.8.5 -Blocklist spamhaus-zen")]
    [InlineData("missing.lab.test", "HostNotFound", ErrorCategory.ObjectNotFound, "missing.lab.test")]
    public void BadInput_AmongGood_IsOneErrorAndTheRestIsAnswered(string bad, string id, ErrorCategory category, string says)
    {
        ModuleSession.Outcome outcome = lab.Run(
            "'" + bad + "', '1.2.3.4' | Test-IpBlocklist -Blocklist lab-combined -NameServer $server");
        Assert.Equal("1.2.3.4", outcome.Output.Single().Properties["Address"].Value);
        ErrorRecord error = outcome.Errors.Single();
        Assert.Equal(id + ",DelistTools.Commands.TestIpBlocklistCommand", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(bad, error.TargetObject);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spamhaus-zne", "UnknownBlocklist", "spamhaus-zen")]
    [InlineData("sorbs", "BlocklistClosed", "Get-Blocklist sorbs")]
    [InlineData("symantec-brightmail", "BlocklistPrivate", "private")]
    [InlineData("spamhaus-authbl", "BlocklistKeyRequired", "Set-BlocklistKey")]
    public void BadList_AmongGood_IsOneErrorAndTheRestIsAsked(string bad, string id, string says)
    {
        ModuleSession.Outcome outcome = lab.Run(
            "Test-IpBlocklist 192.0.2.10 -Blocklist " + bad + ", lab-combined -NameServer $server -Force");
        Assert.Equal("Listed", outcome.Output.Single().Properties["Status"].Value.ToString());
        ErrorRecord error = outcome.Errors.Single();
        Assert.Equal(id + ",DelistTools.Commands.TestIpBlocklistCommand", error.FullyQualifiedErrorId);
        Assert.Equal(bad, error.TargetObject);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dns.example.com")]
    [InlineData("127.0.0.1:0")]
    [InlineData("[::1")]
    public void NameServer_NoAddress_EndsTheCommand(string nameServer)
    {
        ModuleSession.Outcome outcome = lab.Run(
            "try { Test-IpBlocklist 192.0.2.10 -Force -NameServer '" + nameServer + "' } catch { $_.FullyQualifiedErrorId }");
        Assert.Equal("InvalidNameServer,DelistTools.Commands.TestIpBlocklistCommand", outcome.Output.Single().BaseObject);
    }

    [Fact]
    public void NameServer_FirstOfSeveralIsGone_NextIsAsked()
    {
        using Lab.ClosedPort closed = new(System.Net.IPAddress.Parse("127.0.0.78"));
        ModuleSession.Outcome outcome = lab.Run(
            "Test-IpBlocklist 192.0.2.10 -Blocklist lab-combined -Force -NameServer '" + closed.NameServer + "', $server");
        Assert.Equal("Listed", outcome.Output.Single().Properties["Status"].Value.ToString());
        Assert.Equal(lab.Lab.NameServer, outcome.Output.Single().Properties["Resolver"].Value);
        Assert.Empty(outcome.Errors);
    }

    [Fact]
    public void NameServer_OneOfSeveralIsNone_EndsTheCommand()
    {
        ModuleSession.Outcome outcome = lab.Run(
            "try { Test-IpBlocklist 192.0.2.10 -Force -NameServer $server, 'nowhere' } catch { $_.FullyQualifiedErrorId }");
        Assert.Equal("InvalidNameServer,DelistTools.Commands.TestIpBlocklistCommand", outcome.Output.Single().BaseObject);
    }

    [Fact]
    public void NameServer_StopsAnsweringInTheMiddle_NextOneAnswersTheRest()
    {
        using Lab.LossyRelay relay = Lab.LossyRelay.Start(System.Net.IPEndPoint.Parse(lab.Lab.NameServer), new Lab.LossyRelayOptions());
        lab.Module.Runspace.SessionStateProxy.SetVariable("relay", relay);

        // The first result is there before the line is cut, and the second address comes after.
        ModuleSession.Outcome outcome = lab.Run("""
            & { '203.0.113.5'; while ($relay.Passed -lt 6) { [System.Threading.Thread]::Sleep(5) }; $relay.Loss = 1.0; '192.0.2.10' } |
                Test-IpBlocklist -Blocklist lab-combined -Force -TimeoutSeconds 1 -NameServer @($relay.EndPoint.ToString(), $server)
            """);
        PSObject last = outcome.Output.Single(o => "192.0.2.10".Equals(o.Properties["Address"].Value));
        Assert.Equal(("Listed", lab.Lab.NameServer), (last.Properties["Status"].Value.ToString()!, (string)last.Properties["Resolver"].Value));
        Assert.Contains(Strings(last, "Advice"), a => a.Contains("stopped answering", StringComparison.Ordinal));
    }

    [Fact]
    public void NameServer_NobodyListens_IsOneErrorAndUndetermined()
    {
        using Lab.ClosedPort closed = new(System.Net.IPAddress.Parse("127.0.0.77"));
        ModuleSession.Outcome outcome = lab.Run(
            "Test-IpBlocklist 192.0.2.10, 192.0.2.11 -Blocklist lab-combined -Force -TimeoutSeconds 0.5 -NameServer " + closed.NameServer);
        Assert.All(outcome.Output, r => Assert.Equal("Undetermined", r.Properties["Status"].Value.ToString()));
        Assert.Equal(2, outcome.Output.Count);
        ErrorRecord error = outcome.Errors.Single();
        Assert.Equal("NameServerUnreachable,DelistTools.Commands.TestIpBlocklistCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
        Assert.Equal(closed.NameServer, error.TargetObject);
    }

    [Fact]
    public void Question_WithinItsTtl_IsAskedOnce()
    {
        Run("192.0.2.77 -Blocklist lab-combined");
        Run("192.0.2.77 -Blocklist lab-combined");
        Assert.Equal(1, lab.Lab.Server.Questions.Of("77.2.0.192.zen.lab.test", Lab.DnsRecordType.A));
    }

    [Fact]
    public void Verbose_Questions_AreTold()
    {
        ModuleSession.Outcome outcome = lab.Run("Test-IpBlocklist 192.0.2.88 -Blocklist lab-combined -NameServer $server -Force -Verbose").AssertNoErrors();
        Assert.Contains(outcome.Verbose, v => v == "88.2.0.192.zen.lab.test A: NXDOMAIN");
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Culture_Any_ChangesNothing(string culture)
    {
        ModuleSession.Outcome outcome = lab.Run(
            "Set-StrictMode -Version Latest; $before = [cultureinfo]::CurrentCulture; [cultureinfo]::CurrentCulture = '" + culture + "'\n"
            + "try { Test-IpBlocklist 192.0.2.10 -Blocklist LAB-COMBINED -NameServer $server -Force -TimeoutSeconds 1.5 } finally { [cultureinfo]::CurrentCulture = $before }").AssertNoErrors();
        Assert.Equal(["lab-combined"], Strings(outcome.Output.Single(), "ListedOn"));
    }

    private IReadOnlyList<PSObject> Run(string arguments) =>
        lab.Run("Test-IpBlocklist " + arguments + " -NameServer $server -Force").AssertNoErrors().Output;

    private string Verdict(string address, string list) =>
        Run(address + " -Blocklist " + list + " -Detailed").Single().Properties["Verdict"].Value.ToString()!;

    private IEnumerable<string> Strings(string script) => lab.Run(script).AssertNoErrors().Output.Select(o => o.ToString());

    private static IEnumerable<string> Strings(PSObject result, string property) =>
        ((System.Collections.IEnumerable)result.Properties[property].Value).Cast<object>().Select(o => o.ToString()!);
}
