using System.Collections.Generic;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class NsdServerTests
{
    [Fact]
    public async Task StartAsync_RootZone_AnswersByIt()
    {
        await using NsdServer server = await NsdServer.StartAsync(new Dictionary<string, string> { ["."] = "mail.example. IN A 203.0.113.5\n" });

        using WireClient client = new(server.EndPoint);

        Assert.Single((await client.AskAsync("mail.example")).Answers);
        Assert.Equal(DnsResponseCode.NxDomain, (await client.AskAsync("other.example")).Rcode);
    }

    [Fact]
    public async Task StartAsync_BrokenZone_TellsWhatItSaid()
    {
        LabServerFailedException error = await Assert.ThrowsAsync<LabServerFailedException>(
            () => NsdServer.StartAsync(new Dictionary<string, string> { ["example"] = "mail IN A not-an-address\n" }));

        Assert.Contains("zone0", error.Message, System.StringComparison.Ordinal);
    }
}
