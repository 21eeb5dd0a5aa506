using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>
/// Probes from a machine with several addresses, to hosts on port 25, in a network of its own: some answer, some swallow
/// whatever is sent to them, and the rest of the world is not there.
/// </summary>
public sealed class NetworkProbeTests : IAsyncLifetime, IDisposable
{
    private static readonly IPAddress Server = IPAddress.Parse("192.0.2.25");

    private readonly CancellationTokenSource _guard = new(TimeSpan.FromSeconds(120));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-network-");
    private NetworkNamespace _network = null!;
    private LoopbackDnsServer _dns = null!;

    public async Task InitializeAsync()
    {
        _network = await NetworkNamespace.CreateAsync(
            new NetworkNamespaceOptions { Addresses = [Server, IPAddress.Parse("192.0.2.26"), IPAddress.Parse("2001:db8::25")] }, _guard.Token);
        DnsTable names = new DnsTable("").Mx("sender.internal", 10, "mail.sender.internal")
            .Mx("receiver.internal", 10, "dead.receiver.internal").Mx("receiver.internal", 20, "mx.receiver.internal")
            .Address("dead.receiver.internal", "2001:db8:dead::25").Address("mx.receiver.internal", "192.0.2.25")
            .Mx("one.internal", 10, "mx.one.net").Address("mx.one.net", "192.0.2.25")
            .Mx("two.internal", 10, "mx.two.net").Address("mx.two.net", "198.51.100.2")
            .Mx("three.internal", 10, "mx.three.net").Address("mx.three.net", "198.51.100.3")
            .Mx("four.internal", 10, "mx.four.net").Address("mx.four.net", "2001:db8:dead::4");
        DnsBehaviours behaviours = new();
        behaviours.Zone(names);
        _dns = _network.Run(() => LoopbackDnsServer.Start(behaviours));

        // Beside the user's own catalogue stands when the last probes were.
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "catalog.json"), "{ \"schema\": 1 }");
    }

    public async Task DisposeAsync()
    {
        await _dns.DisposeAsync();
        await _network.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    public void Dispose() => _guard.Dispose();

    [Fact]
    public async Task Host_WhoseIPv6IsABlackHole_TakesItsTimeAndNoMore()
    {
        await using LoopbackSmtpServer server = _network.Run(() => LoopbackSmtpServer.Start(new SmtpBehaviours("mx.receiver.internal"), new LoopbackSmtpOptions { Address = Server, Port = 25 }));
        string output = await RunAsync(
            "$r = Send-ProbeMail b@receiver.internal a@sender.internal @p -LocalAddress 192.0.2.26; \"$($r.Outcome)\"; foreach ($a in $r.Attempts) { \"$($a.RemoteAddress) $($a.Outcome)\" }; $r.LocalAddress");

        // The source address is an IPv4 one, so that the host with nothing but IPv6 is left out.
        Assert.Equal("Accepted|192.0.2.25 Accepted|192.0.2.26", output);
        Assert.Equal("192.0.2.26", server.Sessions.Single().Client.Address.ToString());
    }

    [Fact]
    public async Task Hosts_InTheirOrder_TheBlackHoleFirst()
    {
        await using LoopbackSmtpServer server = _network.Run(() => LoopbackSmtpServer.Start(new SmtpBehaviours("mx.receiver.internal"), new LoopbackSmtpOptions { Address = Server, Port = 25 }));
        string output = await RunAsync(
            "$r = Send-ProbeMail b@receiver.internal a@sender.internal @p; \"$($r.Outcome)\"; foreach ($a in $r.Attempts) { \"$($a.RemoteAddress) $($a.Outcome)\" }");

        Assert.Equal("Accepted|2001:db8:dead::25 ConnectFailed|192.0.2.25 Accepted", output);
    }

    [Fact]
    public async Task SecondProbe_WithinAMinute_IsRefusedInAnyProcess()
    {
        await using LoopbackSmtpServer server = _network.Run(() => LoopbackSmtpServer.Start(new SmtpBehaviours("mx.one.net"), new LoopbackSmtpOptions { Address = Server, Port = 25 }));
        const string Probe = "$r = Send-ProbeMail b@one.internal a@sender.internal @p -Until Recipient -ErrorVariable e -ErrorAction SilentlyContinue; \"$($r.Outcome) $($e.FullyQualifiedErrorId)\"";

        Assert.Equal("NotRefusedBeforeData ", await RunAsync(Probe));
        Assert.Equal(" ProbeTooSoon,DelistTools.Commands.SendProbeMailCommand", await RunAsync(Probe));
        Assert.Single(server.Sessions);
    }

    [Fact]
    public async Task Family_ThatTheLocalAddressHasNot_IsALocalError()
    {
        string output = await RunAsync("\"$((Send-ProbeMail b@one.internal a@sender.internal @p -LocalAddress 2001:db8::25).Outcome)\"; \"$((Send-ProbeMail b@one.internal a@sender.internal @p -AddressFamily IPv6).Outcome)\"");
        Assert.Equal("LocalError|LocalError", output);
    }

    [Fact]
    public async Task Port25_SeveralSilent_IsClosed() => Assert.Equal(
        "Closed mx.two.net mx.three.net mx.four.net",
        await RunAsync("$q = @{ NameServer = $p.NameServer; Confirm = $false }; $r = Send-ProbeMail -TestPort25 -OperatorDomain two.internal, three.internal, four.internal -TimeoutSeconds 1 @q; \"$($r.State) $($r.Silent)\""));

    [Fact]
    public async Task Port25_OneAnswers_IsOpen()
    {
        await using LoopbackSmtpServer server = _network.Run(() => LoopbackSmtpServer.Start(new SmtpBehaviours("mx.one.net"), new LoopbackSmtpOptions { Address = Server, Port = 25 }));
        Assert.Equal(
            "Open mx.two.net",
            await RunAsync("$q = @{ NameServer = $p.NameServer; Confirm = $false }; $r = Send-ProbeMail -TestPort25 -OperatorDomain one.internal, two.internal -TimeoutSeconds 1 @q; \"$($r.State) $($r.Silent)\""));
        Assert.DoesNotContain(server.Sessions.Single().Transcript, l => l.StartsWith("C: EHLO", StringComparison.Ordinal));
    }

    /// <summary>What a script prints that is run by a machine of that network, its lines joined by bars.</summary>
    private async Task<string> RunAsync(string script)
    {
        ProgramRun run = await _network.RunProgramAsync(
            Path.Combine(AppContext.BaseDirectory, "DelistTools.Shell"),
            [
                "-NoLogo", "-Command",
                "$ErrorActionPreference = 'Stop'; $env:DELISTTOOLS_CATALOG = '" + Path.Combine(_folder.FullName, "catalog.json") + "'; Import-Module '" + Repository.Manifest + "'; "
                + "$p = @{ HelloName = 'mail.sender.internal'; NameServer = '" + _dns.NameServer + "'; Confirm = $false; TimeoutSeconds = 1 }; " + script,
            ],
            cancellationToken: _guard.Token);
        Assert.True(run.ExitCode == 0, run.Output);
        return string.Join("|", run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r')));
    }
}
