using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class UnboundServerTests(UnboundFixture fixture) : IClassFixture<UnboundFixture>
{
    public static TheoryData<int> StubVectorNumbers
    {
        get
        {
            var zones = new UnboundOptions { RbldnsdPort = 0 }.StubZones;
            var data = new TheoryData<int>();
            for (var i = 0; i < Vectors.All.Count; i++)
            {
                if (zones.Any(zone => Vectors.All[i].Name.EndsWith("." + zone, StringComparison.Ordinal)))
                {
                    data.Add(i);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(StubVectorNumbers))]
    public async Task Ask_VectorsOfStubZones_HandsTheAnswerOn(int number)
    {
        var vector = Vectors.All[number];
        using var client = new WireClient(fixture.Unbound.EndPoint);
        if (vector.IsTimeout)
        {
            Assert.True(await client.StaysSilentAsync(vector.Name, vector.Type, "nx.test"), vector.ToString());
            return;
        }

        var reply = await client.AskAsync(vector.Name, vector.Type);

        // A resolver has no way to say that another server refused: it failed to find out.
        var expected = vector.Rcode == "REFUSED" ? DnsResponseCode.ServerFailure : vector.ResponseCode;
        Assert.Equal(expected, reply.Rcode);
        Assert.Equal(vector.Answers.Order(StringComparer.Ordinal), reply.Texts(vector.Type).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("2.0.0.127.nodata.test", DnsResponseCode.NoError, "")]
    [InlineData("2.0.0.127.nx.test", DnsResponseCode.NxDomain, "")]
    [InlineData("2.0.0.127.refused.test", DnsResponseCode.Refused, "")]
    [InlineData("2.0.0.127.zen.example", DnsResponseCode.NxDomain, "")]
    [InlineData("some-random-name.test", DnsResponseCode.NxDomain, "")]
    [InlineData("any.name.wildpark.test", DnsResponseCode.NoError, "203.0.113.80")]
    [InlineData("any.name.blockpage.test", DnsResponseCode.NoError, "0.0.0.0")]
    public async Task Ask_LocalFault_ShowsIt(string name, DnsResponseCode rcode, string address)
    {
        using var client = new WireClient(fixture.Unbound.EndPoint);

        var reply = await client.AskAsync(name);

        Assert.Equal(rcode, reply.Rcode);
        Assert.Equal(address, string.Join(' ', reply.Texts(DnsRecordType.A)));
    }

    [Theory]
    [InlineData("drop.test")]
    [InlineData("dead.test")]
    public async Task Ask_ZoneWithoutReply_GetsNone(string zone)
    {
        using var client = new WireClient(fixture.Unbound.EndPoint);

        Assert.True(await client.StaysSilentAsync("2.0.0.127." + zone, DnsRecordType.A, "10.2.0.192.zen.test"));
    }

    [Fact]
    public async Task Ask_AliasZone_FollowsIntoTheList()
    {
        using var client = new WireClient(fixture.Unbound.EndPoint);

        var listed = await client.AskAsync("2.0.0.127.alias.test");
        var absent = await client.AskAsync("1.0.0.127.alias.test");

        Assert.Equal("2.0.0.127.zen.test", listed.Answers[0].Target);
        Assert.Equal(3, listed.Texts(DnsRecordType.A).Count());
        Assert.Equal(DnsResponseCode.NxDomain, absent.Rcode);
    }

    [Fact]
    public async Task Ask_CnameZone_GetsTheAliasAlone()
    {
        using var client = new WireClient(fixture.Unbound.EndPoint);

        var reply = await client.AskAsync("2.0.0.127.cname.test");

        Assert.Equal(DnsResponseCode.NoError, reply.Rcode);
        Assert.Equal((int)DnsRecordType.Cname, Assert.Single(reply.Answers).Type);
    }

    [Fact]
    public async Task Ask_PrivateAddressFilter_StripsListingsAndRefusals()
    {
        await using var unbound = await StartAsync(options => options with { PrivateAddressFilter = true });
        using var client = new WireClient(unbound.EndPoint);

        foreach (var name in (string[])["2.0.0.127.zen.test", "10.2.0.192.zen.test", "5.113.0.203.open.test"])
        {
            var reply = await client.AskAsync(name);
            Assert.Equal((DnsResponseCode.NoError, 0), (reply.Rcode, reply.Answers.Count));
        }

        Assert.Equal(DnsResponseCode.NxDomain, (await client.AskAsync("5.113.0.203.zen.test")).Rcode);
    }

    [Theory]
    [InlineData(QnameMinimisation.Off, DnsResponseCode.NoError)]
    [InlineData(QnameMinimisation.On, DnsResponseCode.NoError)]
    [InlineData(QnameMinimisation.Strict, DnsResponseCode.NxDomain)]
    public async Task Ask_QnameMinimisation_OnlyStrictHidesDeepEntries(QnameMinimisation minimisation, DnsResponseCode deep)
    {
        await using var unbound = await StartAsync(options => options with { QnameMinimisation = minimisation });
        using var client = new WireClient(unbound.EndPoint);

        Assert.Equal(deep, (await client.AskAsync("2.0.0.127.zen.test")).Rcode);
        Assert.Equal(deep, (await client.AskAsync("dbltest.com.dbl.test")).Rcode);
        Assert.Equal(["127.0.1.2"], (await client.AskAsync("test.dbl.test")).Texts(DnsRecordType.A));
    }

    [Fact]
    public async Task Ask_RewriteNxDomain_TurnsAbsenceIntoAnAddress()
    {
        var portal = IPAddress.Parse("203.0.113.99");
        await using var unbound = await StartAsync(options => options with { RewriteNxDomainTo = portal });
        using var client = new WireClient(unbound.EndPoint);

        var absent = await client.AskAsync("5.113.0.203.zen.test");
        var listed = await client.AskAsync("10.2.0.192.zen.test", ednsPayload: 1232);

        Assert.Equal(DnsResponseCode.NoError, absent.Rcode);
        Assert.Equal(["203.0.113.99"], absent.Texts(DnsRecordType.A));
        Assert.Equal(["127.0.0.2"], listed.Texts(DnsRecordType.A));
        Assert.Empty((await client.AskAsync("5.113.0.203.zen.test", DnsRecordType.Txt)).Answers);
    }

    [Fact]
    public async Task StartAsync_StubZonesAndLines_AreInForce()
    {
        await using var unbound = await StartAsync(options => options with
        {
            StubZones = ["world.test"],
            ServerLines = ["local-data: \"mine.example. 60 IN A 192.0.2.1\""],
        });
        using var client = new WireClient(unbound.EndPoint);

        Assert.Equal(["127.0.0.2"], (await client.AskAsync("5.113.0.203.world.test")).Texts(DnsRecordType.A));
        Assert.Equal(["192.0.2.1"], (await client.AskAsync("mine.example")).Texts(DnsRecordType.A));
    }

    [Fact]
    public async Task StartAsync_WrongLine_FailsWithTheServersOutput()
    {
        var error = await Assert.ThrowsAsync<LabServerFailedException>(
            () => StartAsync(options => options with { ServerLines = ["no-such-option: yes"] }));

        Assert.Equal("unbound", error.Program);
        Assert.Contains("no-such-option", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_TwoWholeLabs_DoNotMix()
    {
        await using var rbldnsd = await RbldnsdServer.StartAsync();
        await using var unbound = await UnboundServer.StartAsync(new UnboundOptions
        {
            RbldnsdPort = rbldnsd.Port,
            PrivateAddressFilter = true,
        });
        using var filtered = new WireClient(unbound.EndPoint);
        using var healthy = new WireClient(fixture.Unbound.EndPoint);

        Assert.Empty((await filtered.AskAsync("10.2.0.192.zen.test")).Answers);
        Assert.Single((await healthy.AskAsync("10.2.0.192.zen.test")).Answers);
    }

    [Fact]
    public async Task DisposeAsync_Running_EndsTheProcess()
    {
        var unbound = await StartAsync(options => options);
        using var process = Process.GetProcessById(unbound.ProcessId);

        await unbound.DisposeAsync();

        Assert.True(process.HasExited);
        Assert.False(unbound.IsRunning);
    }

    private Task<UnboundServer> StartAsync(Func<UnboundOptions, UnboundOptions> change) =>
        UnboundServer.StartAsync(change(new UnboundOptions { RbldnsdPort = fixture.Rbldnsd.Port }));
}
