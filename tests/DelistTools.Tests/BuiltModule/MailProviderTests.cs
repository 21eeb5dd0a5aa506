using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Get-MailProvider with providers of the test's own beside the shipped ones, and a name server on loopback.</summary>
[Collection(ModuleCollection.Name)]
public sealed class MailProviderTests : IDisposable
{
    private const string Cmdlet = ",DelistTools.Commands.GetMailProviderCommand";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly string? _before = Environment.GetEnvironmentVariable(LabSession.Variable);
    private readonly string _overlay = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
    private readonly DnsBehaviours _dns = new();
    private readonly LoopbackDnsServer _server;
    private readonly ModuleSession _module;

    /// <summary>Providers of the tests' own, and Hotmail as far as it matters here.</summary>
    internal static string Overlay => Path.Combine(Repository.Root, "tests", "DelistTools.Tests", "BuiltModule", "providers-overlay.json");

    public MailProviderTests()
    {
        File.Copy(Overlay, _overlay);
        Environment.SetEnvironmentVariable(LabSession.Variable, _overlay);

        // Nothing is kept: each test has its own answers under the same names.
        _dns.Zone(new DnsTable("lab-mail.test").Mx("@", 10, "in.mx").Address("in.mx", "127.0.0.1")).KeepsFor(0);
        _dns.Zone(new DnsTable("shop.example")
            .Mx("@", 20, "in.mx.lab-mail.test.").Mx("@", 10, "eu.lab-filter.test.").Mx("own", 10, "mail").Mx("none", 0, ".")
            .Address("plain", "192.0.2.25")).KeepsFor(0);
        _dns.Zone("broken.example").RepliesCode(DnsResponseCode.ServerFailure);
        _dns.Zone("silent.example").StaysSilent();
        _server = LoopbackDnsServer.Start(_dns);
        _module = new ModuleSession();
        _module.Runspace.SessionStateProxy.SetVariable("server", _server.NameServer);
    }

    public void Dispose()
    {
        _module.Dispose();
        _server.Dispose();
        Environment.SetEnvironmentVariable(LabSession.Variable, _before);
        File.Delete(_overlay);
    }

    [Fact]
    public void NameServer_AsADefaultOfTheSession_AsksForNoDomain() =>
        Assert.Equal(["lab-mail"], Ids("$PSDefaultParameterValues = @{ '*:NameServer' = $server }; Get-MailProvider | Where-Object Id -eq lab-mail"));

    [Fact]
    public void Name_IdsNamesAndWildcards_Fit()
    {
        Assert.Equal(["lab-mail"], Ids("Get-MailProvider lab-mail"));
        Assert.Equal(["lab-mail"], Ids("Get-MailProvider 'laboratory mail'"));
        Assert.Equal(["lab-filter", "lab-mail"], Ids("Get-MailProvider lab-*"));
        Assert.Equal(["lab-filter", "lab-mail"], Ids("Get-MailProvider lab-* | Get-MailProvider"));
        Assert.Empty(Ids("Get-MailProvider no-such-*"));
        IReadOnlyList<string> all = [.. Ids("Get-MailProvider")];
        Assert.Contains("lab-mail", all);
        Assert.Equal(all, Ids("Get-MailProvider *"));
    }

    [Fact]
    public void Name_Unknown_SuggestsTheNearestAndGoesOn()
    {
        ModuleSession.Outcome outcome = _module.Run("Get-MailProvider lab-mial, lab-filter");
        Assert.Equal("lab-filter", outcome.Output.Single().Properties["Id"].Value);
        Assert.Equal("UnknownMailProvider" + Cmdlet, outcome.Error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, outcome.Error.CategoryInfo.Category);
        Assert.Equal("lab-mial", outcome.Error.TargetObject);
        Assert.Contains("'lab-mail'", outcome.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Domain_Mx_DecidesAndEachIsNamed()
    {
        IReadOnlyList<PSObject> found = _module.Run("Get-MailProvider -Domain sales@shop.example -NameServer $server").AssertNoErrors().Output;
        Assert.Equal(["lab-filter", "lab-mail"], found.Select(p => (string)p.Properties["Id"].Value));
        Assert.All(found, p => Assert.Equal("sales@shop.example", p.Properties["MatchedFor"].Value));
        Assert.Equal("mail exchanger eu.lab-filter.test (.lab-filter.test)", found[0].Properties["MatchedBy"].Value);
        Assert.Equal("mail exchanger in.mx.lab-mail.test (.mx.lab-mail.test)", found[1].Properties["MatchedBy"].Value);
    }

    [Fact]
    public void Domain_FromThePipeline_IsLookedUpEach()
    {
        Assert.Equal(
            ["lab-filter", "lab-mail", "lab-mail"],
            Ids("'shop.example', 'someone@lab-mail.test' | Get-MailProvider -NameServer $server").Order());
        Assert.Equal(2, _server.Questions.Of("shop.example", DnsRecordType.Mx) + _server.Questions.Of("lab-mail.test", DnsRecordType.Mx));
    }

    [Theory]
    [InlineData("own.shop.example", "UnknownMailProvider", ErrorCategory.ObjectNotFound, "mail.shop.example")]
    [InlineData("plain.shop.example", "UnknownMailProvider", ErrorCategory.ObjectNotFound, "no MX record")]
    [InlineData("none.shop.example", "DomainTakesNoMail", ErrorCategory.ResourceUnavailable, "takes no mail")]
    [InlineData("missing.shop.example", "MailDomainNotFound", ErrorCategory.ObjectNotFound, "no domain")]
    [InlineData("x.broken.example", "MxLookupFailed", ErrorCategory.ConnectionError, "SERVFAIL")]
    [InlineData("not a domain", "InvalidMailDomain", ErrorCategory.InvalidArgument, "someone@example.com")]
    public void Domain_WithoutAProvider_IsAnErrorThatSaysWhy(string domain, string id, ErrorCategory category, string says)
    {
        ModuleSession.Outcome outcome = _module.Run("Get-MailProvider -Domain '" + domain + "', lab-mail.test -NameServer $server");
        Assert.Equal("lab-mail", outcome.Output.Single().Properties["Id"].Value);
        ErrorRecord error = outcome.Errors.Single();
        Assert.Equal(id + Cmdlet, error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(domain, error.TargetObject);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Domain_LookUpFails_FallsBackOnKnownDomainsWithAWarning()
    {
        ModuleSession.Outcome outcome = _module.Run("Get-MailProvider -Domain broken.example -NameServer $server").AssertNoErrors();
        Assert.Equal("lab-mail", outcome.Output.Single().Properties["Id"].Value);
        Assert.StartsWith(
            "known domain; its MX could not be looked up: ", (string)outcome.Output.Single().Properties["MatchedBy"].Value, StringComparison.Ordinal);
        Assert.Contains("broken.example", outcome.Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Domain_Offline_AsksNobody()
    {
        Assert.Equal(["lab-mail"], Ids("Get-MailProvider -Domain lab-mail.test -Offline -NameServer $server"));
        Assert.Equal(
            "UnknownMailProvider" + Cmdlet, _module.Run("Get-MailProvider -Domain shop.example -Offline -NameServer $server").Error.FullyQualifiedErrorId);
        Assert.Equal(0, _server.Questions.Total);
    }

    [Fact]
    public void Domain_WrongNameServer_EndsTheCommand() => Assert.Equal(
        "InvalidNameServer" + Cmdlet,
        _module.Run("Get-MailProvider -Domain shop.example, lab-mail.test -NameServer nowhere").Error.FullyQualifiedErrorId);

    [Fact]
    public void MailExchangerAndGreeting_Known_AreFound()
    {
        Assert.Equal(["lab-mail", "lab-filter"], Ids("Get-MailProvider -MailExchanger 'In.MX.lab-mail.test.', 'eu.lab-filter.test:25'"));
        Assert.Equal(["lab-filter"], Ids("Get-MailProvider -Greeting '220 eu7 Laboratory Filter ESMTP'"));
        Assert.Equal("UnknownMailProvider" + Cmdlet, _module.Run("Get-MailProvider -MailExchanger mx.unknown.example").Error.FullyQualifiedErrorId);
        Assert.Equal("InvalidMailExchanger" + Cmdlet, _module.Run("Get-MailProvider -MailExchanger 192.0.2.1").Error.FullyQualifiedErrorId);
        Assert.Equal("UnknownMailProvider" + Cmdlet, _module.Run("Get-MailProvider -Greeting '220 hello'").Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Hotmail_InTheModelCase_IsFoundByItsMx()
    {
        using ModelCaseLab lab = ModelCaseLab.Start();
        PSObject found = _module.Run("Get-MailProvider -Domain someone@hotmail.com -NameServer " + lab.NameServer).AssertNoErrors().Output.Single();
        Assert.Equal("microsoft-consumer", found.Properties["Id"].Value);
        Assert.Equal(
            "mail exchanger hotmail-com.olc.protection.outlook.com (.olc.protection.outlook.com)", found.Properties["MatchedBy"].Value);
    }

    [Fact]
    public async Task Stop_NothingAnswers_EndsAtOnce()
    {
        using PowerShell shell = _module.Create("Get-MailProvider -Domain x.silent.example -TimeoutSeconds 300 -NameServer $server");
        IAsyncResult run = shell.BeginInvoke();
        await _server.WaitForQuestionsAsync(1).WaitAsync(Guard);
        await Task.Run(() => shell.Stop()).WaitAsync(Guard);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
    }

    [Fact]
    public void Overlay_Broken_IsOneError()
    {
        File.WriteAllText(_overlay, "{ \"schema\": 1, \"providers\": [ { \"id\": \"mine\", \"nmae\": \"x\" } ] }");
        ModuleSession.Outcome outcome = _module.Run("Get-MailProvider no-such-*");
        Assert.Equal("CatalogOverlayInvalid" + Cmdlet, outcome.Error.FullyQualifiedErrorId);
        Assert.Contains("entry 'mine'", outcome.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Completion_Ids_HaveTooltips()
    {
        using PowerShell shell = PowerShell.Create(_module.Runspace);
        const string Input = "Get-MailProvider lab-";
        IReadOnlyList<CompletionResult> found = CommandCompletion.CompleteInput(Input, Input.Length, null, shell).CompletionMatches;
        Assert.Equal(["lab-filter", "lab-mail"], found.Select(c => c.CompletionText));
        Assert.Contains("Laboratory Filter, Filter, Live", found[0].ToolTip, StringComparison.Ordinal);
    }

    private IEnumerable<string> Ids(string script) =>
        _module.Run(script).AssertNoErrors().Output.Select(o => (string)o.Properties["Id"].Value);
}
