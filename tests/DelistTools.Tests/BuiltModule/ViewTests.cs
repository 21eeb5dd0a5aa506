using System;
using System.IO;
using System.Linq;
using DelistTools.Lab;
using DelistTools.Shell.Sessions;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>
/// What a user sees, against text that a person has looked at. Set DELISTTOOLS_APPROVE=1 to write the text anew; then
/// look at it.
/// </summary>
[Collection(ModuleCollection.Name)]
public sealed class ViewTests : IDisposable
{
    private const string RouteScript = "Get-DelistingRoute -Blocklist lab-combined, lab-range, sorbs -Address 203.0.113.70 -Check -NameServer $server";

    private const string ReadinessScript = "Test-SenderReadiness mail.newserver.example newserver.example -DkimSelector s1, old -NameServer $server";

    private const string RepliesScript = "ConvertFrom-DelistingReply -Path ([System.IO.Path]::Combine($replies, '*.eml'))";

    private readonly string? _before = Environment.GetEnvironmentVariable(LabSession.Variable);
    private readonly System.Globalization.CultureInfo _culture = System.Globalization.CultureInfo.CurrentCulture;
    private readonly FirstMinuteLab _lab = FirstMinuteLab.Start();

    public ViewTests()
    {
        Environment.SetEnvironmentVariable(LabSession.Variable, _lab.CatalogPath);
        _lab.PlayDomainLists();
        _lab.Behaviours.Zone(new DnsTable("newserver.example").Mx("@", 10, "mail").Address("mail", "203.0.113.25").Txt("@", "v=spf1 mx ~all")
            .Txt("s1._domainkey", "v=DKIM1; p=").Txt("_mta-sts", "v=STSv1"));
        _lab.Behaviours.Zone(new DnsTable("113.0.203.in-addr.arpa").Ptr("25", "25.113.0.203.static.hoster.example."));
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("en-US");
    }

    public void Dispose()
    {
        System.Globalization.CultureInfo.CurrentCulture = _culture;
        Environment.SetEnvironmentVariable(LabSession.Variable, _before);
        _lab.Dispose();
    }

    [Theory]
    [InlineData("results", 120, "'192.0.2.10', '203.0.113.70', '2001:db8:bad::25', '203.0.113.5' | ForEach-Object { Test-IpBlocklist $_ -Blocklist lab-combined, lab-range, lab-reputation -NameServer $server -Force }")]
    [InlineData("results", 80, "'192.0.2.10', '203.0.113.70', '2001:db8:bad::25', '203.0.113.5' | ForEach-Object { Test-IpBlocklist $_ -Blocklist lab-combined, lab-range, lab-reputation -NameServer $server -Force }")]
    [InlineData("checks", 120, "'lab-combined', 'lab-range', 'lab-world', 'lab-open-resolver', 'lab-parked', 'lab-empty', 'lab-servfail' | ForEach-Object { Test-IpBlocklist 203.0.113.70 -Blocklist $_ -NameServer $server -Force -Detailed -WarningAction Ignore }")]
    [InlineData("checks", 80, "'lab-combined', 'lab-range', 'lab-world', 'lab-open-resolver', 'lab-parked', 'lab-empty', 'lab-servfail' | ForEach-Object { Test-IpBlocklist 203.0.113.70 -Blocklist $_ -NameServer $server -Force -Detailed -WarningAction Ignore }")]
    [InlineData("domains", 120, "'mail.spam.example', 'shop.abused.example', 'clean.example' | ForEach-Object { Test-DomainBlocklist $_ -Blocklist spamhaus-dbl, surbl-multi, uribl-multi -NameServer $server -Force }")]
    [InlineData("domains", 80, "'mail.spam.example', 'shop.abused.example', 'clean.example' | ForEach-Object { Test-DomainBlocklist $_ -Blocklist spamhaus-dbl, surbl-multi, uribl-multi -NameServer $server -Force }")]
    [InlineData("domain-checks", 120, "'spamhaus-dbl', 'surbl-multi', 'lab-uri', 'lab-combined' | ForEach-Object { Test-DomainBlocklist mail.spam.example -Blocklist $_ -NameServer $server -Force -Detailed -WarningAction Ignore }")]
    [InlineData("domain-checks", 80, "'spamhaus-dbl', 'surbl-multi', 'lab-uri', 'lab-combined' | ForEach-Object { Test-DomainBlocklist mail.spam.example -Blocklist $_ -NameServer $server -Force -Detailed -WarningAction Ignore }")]
    [InlineData("health", 120, "'sorbs', 'symantec-brightmail', 'lab-combined', 'lab-world', 'lab-open-resolver', 'lab-parked', 'lab-empty' | Test-Blocklist -NameServer $server -ThrottleLimit 1 -Force -WarningAction Ignore")]
    [InlineData("health", 80, "'sorbs', 'symantec-brightmail', 'lab-combined', 'lab-world', 'lab-open-resolver', 'lab-parked', 'lab-empty' | Test-Blocklist -NameServer $server -ThrottleLimit 1 -Force -WarningAction Ignore")]
    [InlineData("health-families", 120, "(Test-Blocklist lab-combined, spamhaus-dbl -NameServer $server -ThrottleLimit 1 -Force -WarningAction Ignore).Families")]
    [InlineData("health-families", 80, "(Test-Blocklist lab-combined, spamhaus-dbl -NameServer $server -ThrottleLimit 1 -Force -WarningAction Ignore).Families")]
    [InlineData("health-depths", 80, "(Test-Blocklist lab-combined, spamhaus-dbl -NameServer $server -ThrottleLimit 1 -Force -WarningAction Ignore).Families.Depths")]
    [InlineData("route", 120, RouteScript)]
    [InlineData("route", 80, RouteScript)]
    [InlineData("route-steps", 120, "(" + RouteScript + ").Steps")]
    [InlineData("route-steps", 80, "(" + RouteScript + ").Steps")]
    [InlineData("route-findings", 120, "(" + RouteScript + ").Findings")]
    [InlineData("route-findings", 80, "(" + RouteScript + ").Findings")]
    [InlineData("readiness", 120, ReadinessScript)]
    [InlineData("readiness", 80, ReadinessScript)]
    [InlineData("lists", 120, "Get-Blocklist lab-*, spamhaus-zen")]
    [InlineData("lists", 80, "Get-Blocklist lab-*, spamhaus-zen")]
    [InlineData("providers", 120, "$env:DELISTTOOLS_CATALOG = $providers; Get-MailProvider lab-*, microsoft-consumer")]
    [InlineData("providers", 80, "$env:DELISTTOOLS_CATALOG = $providers; Get-MailProvider lab-*, microsoft-consumer")]
    [InlineData("refusals", 80, "\"host mx4.hotmail.com []`nSMTP error from remote mail server after RCPT TO:<a@hotmail.com>:`n550 OU-002 x part of their network is on our block list\", '553 5.7.2 [TSS06] All messages from 192.0.2.4 will be permanently deferred', '550 5.7.606 Access denied, banned sending IP [192.0.2.45]', '554 5.7.1 Service unavailable; Client host [192.0.2.45] blocked using zen.spamhaus.org', '550 5.7.1 [2001:db8:1234:5678::25 19] has no PTR record', '550 5.7.1 no' | ConvertFrom-BounceMessage")]
    [InlineData("refusals", 120, "\"host mx4.hotmail.com []`nSMTP error from remote mail server after RCPT TO:<a@hotmail.com>:`n550 OU-002 x part of their network is on our block list\", '553 5.7.2 [TSS06] All messages from 192.0.2.4 will be permanently deferred', '550 5.7.606 Access denied, banned sending IP [192.0.2.45]', '554 5.7.1 Service unavailable; Client host [192.0.2.45] blocked using zen.spamhaus.org', '550 5.7.1 [2001:db8:1234:5678::25 19] has no PTR record', '550 5.7.1 no' | ConvertFrom-BounceMessage")]
    [InlineData("replies", 80, RepliesScript)]
    [InlineData("replies", 120, RepliesScript)]
    public void View_AtWidth_IsAsApproved(string name, int width, string script)
    {
        using CapturingSession session = new(width);
        session.ImportModule(Repository.Manifest);
        session.Session.Runspace.SessionStateProxy.SetVariable("server", _lab.NameServer);
        session.Session.Runspace.SessionStateProxy.SetVariable("providers", MailProviderTests.Overlay);
        session.Session.Runspace.SessionStateProxy.SetVariable("replies", Path.Combine(Repository.Root, "docs", "examples", "replies"));
        string shown = string.Join('\n', session.Run(script).Output.Split('\n').Select(l => l.TrimEnd())).Trim('\n') + "\n";
        string approved = Path.Combine(
            Repository.Root, "tests", "DelistTools.Tests", "BuiltModule", "Approved", name + "-" + width.ToString(System.Globalization.CultureInfo.InvariantCulture) + ".txt");
        if (Environment.GetEnvironmentVariable("DELISTTOOLS_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approved)!);
            File.WriteAllText(approved, shown);
        }

        Assert.Equal(File.ReadAllText(approved), shown);
        Assert.All(shown.Split('\n'), l => Assert.True(l.Length <= width, "A line is wider than the window: " + l));
    }
}
