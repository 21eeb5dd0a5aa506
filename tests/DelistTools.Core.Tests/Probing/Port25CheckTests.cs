using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Probing;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class Port25CheckTests
{
    [Fact]
    public async Task Run_SeveralGreet_IsOpenAndNamesWhoDidNot()
    {
        using LoopbackSmtpServer one = LoopbackSmtpServer.Start(new SmtpBehaviours("mx.one.internal"));
        using LoopbackSmtpServer two = LoopbackSmtpServer.Start(new SmtpBehaviours("mx.two.internal"));
        using ClosedPort three = new();
        Port25Result result = await RunAsync(("mx.one.internal", one.Port), ("mx.two.internal", two.Port), ("mx.three.internal", three.Port));

        Assert.Equal(Port25State.Open, result.State);
        Assert.Equal(["mx.three.internal"], result.Silent);
        Assert.All(one.Sessions, s => Assert.DoesNotContain(s.Transcript, l => l.StartsWith("C: EHLO", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_AllSilent_IsClosed()
    {
        using ClosedPort port = new();
        Port25Result result = await RunAsync(("mx.one.net", port.Port), ("mx.two.net", port.Port), ("mx.three.net", port.Port));
        Assert.Equal(Port25State.Closed, result.State);
    }

    [Fact]
    public async Task Run_HostsOfOneOperator_ProveNothing()
    {
        using ClosedPort port = new();
        Assert.Equal(Port25State.Unknown, (await RunAsync(("mx1.one.net", port.Port), ("mx2.one.net", port.Port), ("mx3.one.net", port.Port))).State);
        using LoopbackSmtpServer one = LoopbackSmtpServer.Start(new SmtpBehaviours("mx.one.net"));
        Assert.Equal(Port25State.Open, (await RunAsync(("mx1.one.net", one.Port), ("mx2.one.net", one.Port))).State);
    }

    [Fact]
    public async Task Run_OneSilent_ProvesNothing()
    {
        using ClosedPort port = new();
        Assert.Equal(Port25State.Unknown, (await RunAsync(("mx.one.internal", port.Port))).State);
    }

    [Fact]
    public async Task Run_AllGreetAlike_IsRedirected()
    {
        using LoopbackSmtpServer relay = LoopbackSmtpServer.Start(new SmtpBehaviours("relay.hosting.internal"));
        Port25Result result = await RunAsync(("mx.one.net", relay.Port), ("mx.two.net", relay.Port), ("mx.three.net", relay.Port));

        Assert.Equal(Port25State.Redirected, result.State);
        Assert.Contains("relay.hosting.internal", result.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_GreetingThatRefuses_ShowsThatThePortIsOpen()
    {
        using LoopbackSmtpServer one = LoopbackSmtpServer.Start(new SmtpBehaviours("mx.one.internal").On(SmtpTurnKind.Greeting, new SmtpReply(554, "not you")));
        Assert.Equal(Port25State.Open, (await RunAsync(("mx.one.internal", one.Port))).State);
    }

    private static Task<Port25Result> RunAsync(params (string Name, int Port)[] hosts) => Port25Check.RunAsync(
        new ProbeOptions { Until = SmtpStage.Connect, Timeout = TimeSpan.FromSeconds(30) },
        [.. hosts.Select(h => ProbeTargets.Of(new ProbeHost(h.Name, h.Port, [IPAddress.Loopback])))],
        CancellationToken.None);
}
