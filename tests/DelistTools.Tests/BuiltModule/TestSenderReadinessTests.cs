using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Test-SenderReadiness against the model case's zones, and Get-DelistingRoute with what it found.</summary>
[Collection(ModuleCollection.Name)]
public sealed class TestSenderReadinessTests : IDisposable
{
    private const string Cmdlet = ",DelistTools.Commands.TestSenderReadinessCommand";

    private const string Sender = "Test-SenderReadiness 203.0.113.25 newserver.internal -HelloName mail.newserver.internal -DkimSelector s1 -NameServer $server";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly string? _before = Environment.GetEnvironmentVariable(LabSession.Variable);
    private readonly ModelCaseLab _lab = ModelCaseLab.Start();
    private readonly ModuleSession _module;

    public TestSenderReadinessTests()
    {
        Environment.SetEnvironmentVariable(LabSession.Variable, _lab.CatalogPath);
        _lab.Behaviours.Zone("silent.example").StaysSilent();
        _module = new ModuleSession();
        _module.Runspace.SessionStateProxy.SetVariable("server", _lab.NameServer);
        _module.Runspace.SessionStateProxy.SetVariable("bounce", _lab.SendMail("tom@newserver.internal", "someone@hotmail.com").Bounce);
    }

    public void Dispose()
    {
        _module.Dispose();
        Environment.SetEnvironmentVariable(LabSession.Variable, _before);
        _lab.Dispose();
    }

    [Fact]
    public void Sender_OneRecordMissing_FailsThatAloneUntilItIsPublished()
    {
        Assert.Equal(["Dmarc Fail"], Troubles(Sender));
        PSObject missing = _module.Run(Sender + " | Where-Object Name -eq Dmarc").Output.Single();
        Assert.Equal("_dmarc.newserver.internal. IN TXT \"v=DMARC1; p=none; rua=mailto:postmaster@newserver.internal\"", missing.Properties["Record"].Value);

        _lab.Publish("_dmarc", "v=DMARC1; p=none; rua=mailto:postmaster@newserver.internal");
        Assert.Empty(Troubles(Sender));
    }

    [Fact]
    public void ServerName_StandsForItsAddressesAndItsHello() => Assert.Equal(
        ["PtrRecord Pass", "PtrName Pass", "PtrForward Pass", "HelloName Pass"],
        States("Test-SenderReadiness mail.newserver.internal -NameServer $server"));

    [Fact]
    public void Refusal_ByPipeline_TellsAddressAndDomain()
    {
        IReadOnlyList<PSObject> checks = _module.Run("$bounce | ConvertFrom-BounceMessage | Test-SenderReadiness -NameServer $server").AssertNoErrors().Output;

        Assert.Contains(checks, c => (string)c.Properties["Name"].Value == "PtrForward" && (string)c.Properties["Target"].Value == "203.0.113.25");
        Assert.Contains(checks, c => (string)c.Properties["Name"].Value == "SenderDomain" && (string)c.Properties["Target"].Value == "newserver.internal");
    }

    [Fact]
    public void Provider_Named_NarrowsAndListsWhatOnlyAPersonSees()
    {
        string[] states = States("Test-SenderReadiness 203.0.113.25 newserver.internal -HelloName mail.newserver.internal -Provider t-online -NameServer $server");

        Assert.Contains("HelloName Pass", states);
        Assert.Contains("t-online-imprint Unknown", states);
        Assert.DoesNotContain(states, s => s.StartsWith("MtaSts", StringComparison.Ordinal));
    }

    [Fact]
    public void Addresses_OfOneDomain_AreOneSender()
    {
        string[] states = States("'203.0.113.25', '203.0.113.26' | Test-SenderReadiness -Domain tom@newserver.internal -NameServer $server");

        Assert.Equal(2, states.Count(s => s.StartsWith("PtrRecord", StringComparison.Ordinal)));
        Assert.Equal(["Spf Pass", "Spf Fail"], states.Where(s => s.StartsWith("Spf ", StringComparison.Ordinal)));
        Assert.Single(states, s => s.StartsWith("Dmarc ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Test-SenderReadiness 'no address' -NameServer $server", "SendingAddressInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Test-SenderReadiness 10.0.0.1 -NameServer $server", "AddressNotPublic", ErrorCategory.InvalidArgument)]
    [InlineData("Test-SenderReadiness gone.newserver.internal -NameServer $server", "HostNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Test-SenderReadiness -Domain 'x y' -NameServer $server", "InvalidMailDomain", ErrorCategory.InvalidArgument)]
    [InlineData("Test-SenderReadiness -NameServer $server", "NoSenderToTest", ErrorCategory.InvalidArgument)]
    [InlineData("Test-SenderReadiness 203.0.113.25 -DkimSelector 'a b' -NameServer $server", "DkimSelectorInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Test-SenderReadiness 203.0.113.25 -Provider no-such -NameServer $server", "UnknownMailProvider", ErrorCategory.ObjectNotFound)]
    public void BadInput_IsAnErrorOfItsOwn(string script, string id, ErrorCategory category)
    {
        ErrorRecord error = _module.Run(script).Error;

        Assert.Equal(id + Cmdlet, error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
    }

    [Fact]
    public void BadInput_AmongGood_LosesNothing()
    {
        ModuleSession.Outcome outcome = _module.Run("'nonsense?', '203.0.113.25' | Test-SenderReadiness -NameServer $server");

        Assert.Equal("SendingAddressInvalid" + Cmdlet, outcome.Error.FullyQualifiedErrorId);
        Assert.Equal(4, outcome.Output.Count);
    }

    [Fact]
    public void NamesAndNumbers_Together_KeepTheirOwnHelloNames() => Assert.Equal(
        ["203.0.113.25 Pass", "203.0.113.26 Unknown"],
        _module.Run("Test-SenderReadiness mail.newserver.internal, 203.0.113.26 -Domain newserver.internal -NameServer $server | Where-Object Name -eq HelloName")
            .AssertNoErrors().Output.Select(c => c.Properties["Target"].Value + " " + c.Properties["Status"].Value));

    [Fact]
    public void Objects_ByPipeline_TellAllOfTheSender()
    {
        const string Objects = "[pscustomobject]@{ Address = '203.0.113.25'; Domain = 'newserver.internal'; HelloName = 'mail.newserver.internal'; DkimSelector = 's1._domainkey.newserver.internal' },"
            + " [pscustomobject]@{ Address = '203.0.113.25'; Domain = 'newserver.internal'; HelloName = 'mail.newserver.internal'; DkimSelector = 'other'; EnvelopeDomain = 'bounce.newserver.internal' }";
        IReadOnlyList<PSObject> checks = _module.Run(Objects + " | Test-SenderReadiness -NameServer $server").AssertNoErrors().Output;

        Assert.Equal(
            ["s1._domainkey.newserver.internal Pass", "other._domainkey.newserver.internal Fail"],
            checks.Where(c => (string)c.Properties["Name"].Value == "Dkim").Select(c => c.Properties["Target"].Value + " " + c.Properties["Status"].Value));
        Assert.All(checks.Where(c => (string)c.Properties["Name"].Value == "HelloName"), c => Assert.Equal("Pass", c.Properties["Status"].Value.ToString()));
        Assert.Contains("Envelope bounce.newserver.internal", string.Join(" ", checks.Select(c => c.Properties["Found"].Value)), StringComparison.Ordinal);
    }

    [Fact]
    public void Object_ThatTellsNoSender_IsOneError()
    {
        ModuleSession.Outcome outcome = _module.Run("[datetime]'2026-01-02', [pscustomobject]@{ Domain = 'newserver.internal'; Address = [ipaddress]'203.0.113.25' } | Test-SenderReadiness -NameServer $server");

        Assert.Equal("SendingAddressInvalid" + Cmdlet, outcome.Error.FullyQualifiedErrorId);
        Assert.Contains(outcome.Output, c => (string)c.Properties["Name"].Value == "Spf" && (string)c.Properties["Target"].Value == "203.0.113.25");
    }

    [Fact]
    public void Checks_ByPipeline_AreLookedAtAgain()
    {
        IReadOnlyList<PSObject> checks = _module.Run(Sender + " | Test-SenderReadiness -NameServer $server").AssertNoErrors().Output;

        Assert.Single(checks, c => (string)c.Properties["Name"].Value == "Spf");
    }

    [Fact]
    public void Senders_SlowOneFirst_ComeOutInTheirOrder()
    {
        IReadOnlyList<PSObject> checks = _module.Run(
            "'x.silent.example', 'newserver.internal' | ForEach-Object { [pscustomobject]@{ Domain = $_ } } | Test-SenderReadiness -TimeoutSeconds 0.4 -NameServer $server")
            .AssertNoErrors().Output;

        string[] domains = [.. checks.Where(c => (string)c.Properties["Name"].Value == "SenderDomain").Select(c => (string)c.Properties["Target"].Value)];
        Assert.Equal(["x.silent.example", "newserver.internal"], domains);
    }

    [Theory]
    [InlineData("<>")]
    [InlineData("root@localhost")]
    public void Sender_WithoutADomain_HasAnAddressAllTheSame(string sender)
    {
        ModuleSession.Outcome outcome = _module.Run("[pscustomobject]@{ RefusedAddress = '203.0.113.25'; Sender = '" + sender + "' } | Test-SenderReadiness -NameServer $server").AssertNoErrors();

        Assert.Equal(["PtrRecord", "PtrName", "PtrForward", "HelloName"], outcome.Output.Select(c => (string)c.Properties["Name"].Value));
    }

    [Fact]
    public void Domain_Wrong_IsAnErrorAndTheAddressIsLookedAt()
    {
        ModuleSession.Outcome outcome = _module.Run("Test-SenderReadiness 203.0.113.25 -Domain 'x y' -NameServer $server");

        Assert.Equal("InvalidMailDomain" + Cmdlet, outcome.Error.FullyQualifiedErrorId);
        Assert.Equal(4, outcome.Output.Count);
    }

    [Theory]
    [InlineData("203.0.113.25", "Dmarc", "-Domain")]
    [InlineData("-Domain newserver.internal", "PtrRecord", "-Address")]
    [InlineData("-Domain newserver.internal", "Spf", "-Address")]
    public void Provider_HalfOfTheSender_SaysWhatToGive(string given, string name, string parameter)
    {
        PSObject check = Assert.Single(
            _module.Run("Test-SenderReadiness " + given + " -Provider gmail -NameServer $server").AssertNoErrors().Output, c => (string)c.Properties["Name"].Value == name);

        Assert.Equal("Unknown", check.Properties["Status"].Value.ToString());
        Assert.Contains(parameter, (string)check.Properties["Fix"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Probe_ByPipeline_TellsAddressNameAndDomain()
    {
        IReadOnlyList<PSObject> checks = _module.Run(
            "Send-ProbeMail someone@nowhere.newserver.internal -From tom@newserver.internal -HelloName mail.newserver.internal -MailExchanger 127.0.0.1:1 -Confirm:$false -NameServer $server | Test-SenderReadiness 203.0.113.25 -NameServer $server")
            .Output;

        Assert.Contains(checks, c => (string)c.Properties["Name"].Value == "SenderDomain" && (string)c.Properties["Target"].Value == "newserver.internal");
        Assert.Contains(checks, c => (string)c.Properties["Name"].Value == "HelloName" && c.Properties["Status"].Value.ToString() == "Pass");
    }

    [Fact]
    public async Task Stop_NothingAnswers_EndsAtOnce()
    {
        using PowerShell shell = _module.Create("Test-SenderReadiness -Domain x.silent.example -TimeoutSeconds 300 -NameServer $server");
        IAsyncResult run = shell.BeginInvoke();
        await _lab.Dns.WaitForQuestionsAsync(1).WaitAsync(Guard);
        await Task.Run(() => shell.Stop()).WaitAsync(Guard);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
    }

    [Fact]
    public async Task Names_NothingAnswers_AreAskedSideBySide()
    {
        using PowerShell shell = _module.Create("Test-SenderReadiness a.silent.example, b.silent.example -TimeoutSeconds 300 -NameServer $server");
        IAsyncResult run = shell.BeginInvoke();
        await _lab.Dns.WaitForQuestionsAsync(4).WaitAsync(Guard);
        await Task.Run(() => shell.Stop()).WaitAsync(Guard);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
    }

    [Fact]
    public void Route_Check_LooksAtItsPrerequisites()
    {
        IReadOnlyList<PSObject> fixes = _module.Run("($bounce | Get-DelistingRoute -Check -NameServer $server).Steps | Where-Object Kind -eq Fix").AssertNoErrors().Output;
        Dictionary<string, string> states = fixes.ToDictionary(f => (string)f.Properties["Title"].Value, f => f.Properties["State"].Value.ToString()!);

        Assert.Equal("NotNeeded", states["Set the PTR record, and make it lead back"]);
        Assert.Equal("NotNeeded", states["Publish SPF that names the sending address"]);
        Assert.Equal("Needed", states["Publish a DMARC record"]);
        Assert.Equal("Unknown", states["Sign with DKIM"]);
        Assert.Equal("Unknown", states["Stop what caused it"]);
    }

    [Fact]
    public void Route_CheckAgain_SeesWhatWasMended()
    {
        _lab.Behaviours.Zone(_lab.SenderZone).KeepsFor(600);
        const string Script = "(($bounce | Get-DelistingRoute -Check -NameServer $server).Steps | Where-Object Title -eq 'Publish a DMARC record').State";
        Assert.Equal("Needed", _module.Run(Script).AssertNoErrors().Output.Single().ToString());

        _lab.Publish("_dmarc", "v=DMARC1; p=none; rua=mailto:postmaster@newserver.internal");

        Assert.Equal("NotNeeded", _module.Run(Script).AssertNoErrors().Output.Single().ToString());
    }

    [Fact]
    public void Route_CheckWithReadinessOfAnotherServer_LooksAllTheSame() => Assert.Equal("NotNeeded", _module.Run(
        "(($bounce | Get-DelistingRoute -Check -NameServer $server -Readiness (Test-SenderReadiness 203.0.113.99 -NameServer $server)).Steps"
        + " | Where-Object Title -like 'Set the PTR record*').State").AssertNoErrors().Output.Single().ToString());

    [Fact]
    public void Route_Readiness_DecidesTheFixes()
    {
        string steps = "(($bounce | Get-DelistingRoute -Readiness (" + Sender + ")).Steps | Where-Object Title -eq 'Publish a DMARC record')";

        PSObject step = _module.Run(steps).AssertNoErrors().Output.Single();

        Assert.Equal("Needed", step.Properties["State"].Value.ToString());
        Assert.Contains("To publish: _dmarc.newserver.internal.", (string)step.Properties["Instruction"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Route_OfChecksAlone_IsAboutWhatFails()
    {
        PSObject route = _module.Run(Sender + " | Get-DelistingRoute").AssertNoErrors().Output.Single();

        Assert.Equal("203.0.113.25", route.Properties["Target"].Value);
        Assert.Contains("Dmarc", (string)route.Properties["Reason"].Value, StringComparison.Ordinal);
        _lab.Publish("_dmarc", "v=DMARC1; p=none; rua=mailto:postmaster@newserver.internal");
        Assert.Empty(_module.Run(Sender + " | Get-DelistingRoute").AssertNoErrors().Output);
    }

    private string[] Troubles(string script) =>
        [.. States(script).Where(s => !s.EndsWith("Pass", StringComparison.Ordinal) && !s.EndsWith("NotUsed", StringComparison.Ordinal) && s != "RoleMailboxes Unknown")];

    private string[] States(string script) =>
        [.. _module.Run(script).AssertNoErrors().Output.Select(c => c.Properties["Name"].Value + " " + c.Properties["Status"].Value)];
}
