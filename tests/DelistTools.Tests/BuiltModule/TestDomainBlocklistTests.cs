using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using DelistTools.Lab;
using DelistTools.Shell.Sessions;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

[Collection(ModuleCollection.Name)]
public sealed class TestDomainBlocklistTests : IClassFixture<LabSession>
{
    private const string Command = ",DelistTools.Commands.TestDomainBlocklistCommand";

    private readonly LabSession _lab;

    public TestDomainBlocklistTests(LabSession lab)
    {
        _lab = lab;
        lab.Lab.PlayDomainLists();
    }

    [Theory]
    [InlineData("spam.example", "spam.example", "Listed", "spamhaus-dbl,surbl-multi,uribl-multi")]
    [InlineData("MAIL.Spam.Example.", "mail.spam.example", "Listed", "spamhaus-dbl,surbl-multi,uribl-multi")]
    [InlineData("shop.abused.example", "shop.abused.example", "Listed", "spamhaus-dbl")]
    [InlineData("abused.example", "abused.example", "NotListed", "")]
    [InlineData("someone@letters.example", "letters.example", "Listed", "uribl-multi")]
    [InlineData("https://u:p@www.letters.example:8080/a?b=c@clean.example", "www.letters.example", "Listed", "uribl-multi")]
    [InlineData("b\u00fccher.example", "xn--bcher-kva.example", "NotListed", "")]
    public void Domain_HealthyLists_HasItsStatus(string text, string domain, string status, string listedOn)
    {
        PSObject result = Run("'" + text + "' -Blocklist spamhaus-dbl, surbl-multi, uribl-multi").Single();
        Assert.Equal((domain, status, status == "Listed"), (result.Properties["Domain"].Value, result.Properties["Status"].Value.ToString(), result.Properties["IsListed"].Value));
        Assert.Equal(listedOn, string.Join(",", Strings(result, "ListedOn")));
    }

    [Fact]
    public void Detailed_Lists_SayForWhichNameTheyWereAsked()
    {
        Dictionary<string, string> asked = Run("shop.abused.example -Blocklist spamhaus-dbl, surbl-multi, lab-uri, lab-combined -Detailed -WarningAction Ignore")
            .ToDictionary(c => (string)c.Properties["Blocklist"].Value, c => c.Properties["Verdict"].Value + " " + c.Properties["AskedAs"].Value);
        Assert.Equal("Listed shop.abused.example", asked["spamhaus-dbl"]);
        Assert.Equal("NotListed abused.example", asked["surbl-multi"]);
        Assert.Equal("Refused abused.example", asked["lab-uri"]);
        Assert.Equal("NotApplicable ", asked["lab-combined"]);
        Assert.Equal(1, _lab.Lab.Server.Questions.Of("shop.abused.example.dbl.spamhaus.org", DnsRecordType.A));
        Assert.Equal(0, _lab.Lab.Server.Questions.Of("shop.abused.example.multi.surbl.org", DnsRecordType.A));
    }

    [Fact]
    public void Lists_NoneNamed_AreThoseOfDomains()
    {
        PSObject[] checks = [.. Run("clean.example -Detailed -TimeoutSeconds 1 -WarningAction Ignore")];
        string[] lists = [.. checks.Select(c => (string)c.Properties["Blocklist"].Value)];
        Assert.Contains("spamhaus-dbl", lists);
        Assert.Contains("lab-domains", lists);
        Assert.Contains("spfbl", lists);
        Assert.DoesNotContain("spamhaus-zen", lists);
        Assert.DoesNotContain("lab-combined", lists);
        Assert.DoesNotContain("hostkarma", lists);
        Assert.Equal(lists.Length, lists.Distinct().Count());
    }

    [Fact]
    public void Input_ByValueAndByPropertyName_IsTheSame()
    {
        const string Rest = " | Test-DomainBlocklist -Blocklist lab-domains -NameServer $server -Force | ForEach-Object Domain";
        foreach (string input in new[]
        {
            "'www.spam.example'", "[uri]'https://www.spam.example/a'", "[pscustomobject]@{ Domain = 'www.spam.example' }", "[pscustomobject]@{ DomainName = 'www.spam.example' }",
            "[pscustomobject]@{ HostName = 'www.spam.example' }", "[pscustomobject]@{ Url = 'http://www.spam.example' }", "[pscustomobject]@{ Sender = 'me@www.spam.example' }",
            "Test-DomainBlocklist www.spam.example -Blocklist lab-domains -NameServer $server -Force",
            "Test-DomainBlocklist www.spam.example -Blocklist lab-domains -NameServer $server -Force -Detailed",
        })
        {
            Assert.Equal(["www.spam.example"], _lab.Run(input + Rest).AssertNoErrors().Output.Select(o => o.BaseObject.ToString()));
        }
    }

    [Theory]
    [InlineData("203.0.113.70", "DomainIsAddress", "Test-IpBlocklist 203.0.113.70")]
    [InlineData("http://[2001:db8::1]/", "DomainIsAddress", "Test-IpBlocklist 2001:db8::1")]
    [InlineData("co.uk", "PublicSuffix", "-Force")]
    [InlineData("mail.test", "ReservedDomain", "RFC 6761")]
    [InlineData("dbl.spamhaus.org", "DomainIsZone", "Test-Blocklist spamhaus-dbl")]
    [InlineData("spam.com.dbl.spamhaus.org", "DomainListName", "Test-DomainBlocklist spam.com -Blocklist spamhaus-dbl")]
    [InlineData("2.0.0.127.zen.spamhaus.org", "ReversedListName", "Test-IpBlocklist 127.0.0.2")]
    [InlineData("two words", "InvalidDomain", "blank")]
    [InlineData("", "InvalidDomain", "no domain")]
    public void BadInput_AmongGood_IsOneErrorAndTheRestIsAnswered(string bad, string id, string says)
    {
        ModuleSession.Outcome outcome = _lab.Run("'" + bad + "', 'yourdomain.com' | Test-DomainBlocklist -Blocklist lab-domains -NameServer $server");
        Assert.Equal("yourdomain.com", outcome.Output.Single().Properties["Domain"].Value);
        ErrorRecord error = outcome.Errors.Single();
        Assert.Equal((id + Command, ErrorCategory.InvalidArgument, bad), (error.FullyQualifiedErrorId, error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("co.uk")]
    [InlineData("com")]
    [InlineData("dbl.spamhaus.org")]
    [InlineData("mail.test")]
    public void Force_NameThatNoListHolds_IsAsked(string name) =>
        Assert.Equal("NotListed", Run(name + " -Blocklist lab-domains").Single().Properties["Status"].Value.ToString());

    [Fact]
    public void Refusal_OfAList_IsUndeterminedWithAdvice()
    {
        ModuleSession.Outcome outcome = _lab.Run("Test-DomainBlocklist spam.example -Blocklist lab-uri -NameServer $server -Force -WarningAction Ignore");
        Assert.Equal("Undetermined", outcome.Output.Single().Properties["Status"].Value.ToString());
        Assert.Contains(Strings(outcome.Output.Single(), "Advice"), a => a.Contains("lab-uri refuses", StringComparison.Ordinal));
    }

    [Fact]
    public void Findings_GoOnToRoutesCasesAndLetters()
    {
        PSObject route = _lab.Run("Test-DomainBlocklist www.spam.example -Blocklist surbl-multi, uribl-multi -NameServer $server -Force | Get-DelistingRoute").AssertNoErrors().Output.Single();
        Assert.Equal("spam.example", route.Properties["Target"].Value);
        Assert.Equal(["surbl-multi", "uribl-multi"], Strings(route, "For").Order());

        PSObject check = _lab.Run("Test-DomainBlocklist www.spam.example -Blocklist lab-domains -NameServer $server -Force -Detailed | Get-DelistingRoute -Check -NameServer $server").AssertNoErrors().Output.Single();
        Assert.Equal("spam.example", check.Properties["Target"].Value);

        PSObject clean = _lab.Run("Test-DomainBlocklist clean.example -Blocklist lab-domains -NameServer $server -Force | Get-DelistingRoute").AssertNoErrors().Output.Single();
        Assert.Equal("clean.example", clean.Properties["Target"].Value);

        using StoreSession store = new();
        store.Module.Runspace.SessionStateProxy.SetVariable("server", _lab.Lab.NameServer);
        PSObject draft = store.Module.Run(
            "Test-DomainBlocklist www.spam.example -Blocklist lab-domains -NameServer $server -Force | Get-DelistingRoute | New-DelistingCase | Get-DelistingDraft").AssertNoErrors().Output.Single();
        Assert.Equal("general-domain-removal", draft.Properties["Letter"].Value);
        Assert.Equal(["Domain: spam.example"], Strings(draft, "Fields"));
    }

    [Fact]
    public void Blocklist_Completion_GivesListsOfDomains()
    {
        const string Input = "Test-DomainBlocklist yourdomain.com -Blocklist ";
        using PowerShell shell = PowerShell.Create(_lab.Module.Runspace);
        string[] found = [.. CommandCompletion.CompleteInput(Input, Input.Length, null, shell).CompletionMatches.Select(c => c.CompletionText)];
        Assert.Contains("surbl-multi", found);
        Assert.Contains("hostkarma", found);
        Assert.DoesNotContain("spamhaus-zen", found);
    }

    [Fact]
    public void Verbose_TellsTheDateOfTheSuffixListAsTheHelpDoes()
    {
        string told = _lab.Run("Test-DomainBlocklist clean.example -Blocklist lab-domains -NameServer $server -Force -Verbose").AssertNoErrors()
            .Verbose.Single(v => v.Contains("public suffix list", StringComparison.Ordinal));
        string date = Regex.Match(told, @"\d{4}-\d\d-\d\d").Value;
        Assert.Contains("as of " + date + ".", Page(), StringComparison.Ordinal);
        Assert.Contains(date, File.ReadAllText(Path.Combine(Repository.ModuleFolder, "THIRD-PARTY-NOTICES.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void SuffixList_OfOnesOwn_IsUsedOrNamedWhereItIsNone()
    {
        string own = Path.Combine(Path.GetDirectoryName(_lab.Lab.CatalogPath)!, "public_suffix_list.dat");
        try
        {
            File.WriteAllText(own, "// ===BEGIN ICANN DOMAINS===\nexample\nspam.example\n// ===BEGIN PRIVATE DOMAINS===\n");
            Assert.Equal("www.spam.example", Run("a.www.spam.example -Blocklist lab-domains").Single().Properties["RegistrableDomain"].Value);
            File.WriteAllText(own, "<html>");
            ModuleSession.Outcome outcome = _lab.Run("Test-DomainBlocklist a.www.spam.example -Blocklist lab-domains -NameServer $server -Force");
            Assert.Equal("spam.example", outcome.Output.Single().Properties["RegistrableDomain"].Value);
            Assert.Equal("CatalogOverlayInvalid" + Command, outcome.Error.FullyQualifiedErrorId);
        }
        finally
        {
            File.Delete(own);
        }
    }

    /// <summary>What the help page shows is what comes out, but for the order in which lists answer.</summary>
    private static string Page() => File.ReadAllText(Path.Combine(Repository.Root, "docs", "en-US", "Test-DomainBlocklist.md"));

    private IReadOnlyList<PSObject> Run(string arguments) =>
        _lab.Run("Test-DomainBlocklist " + arguments + " -NameServer $server -Force").AssertNoErrors().Output;

    private static IEnumerable<string> Strings(PSObject item, string property) =>
        ((System.Collections.IEnumerable)item.Properties[property].Value).Cast<object>().Select(o => o.ToString()!);
}
