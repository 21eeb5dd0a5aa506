using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

/// <summary>One rbldnsd and one healthy unbound in front of it for all tests of a class.</summary>
public sealed class UnboundFixture : IAsyncLifetime
{
    public RbldnsdServer Rbldnsd { get; private set; } = null!;

    public UnboundServer Unbound { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Rbldnsd = await RbldnsdServer.StartAsync();
        Unbound = await UnboundServer.StartAsync(new UnboundOptions { RbldnsdPort = Rbldnsd.Port });
    }

    public async Task DisposeAsync()
    {
        await Unbound.DisposeAsync();
        await Rbldnsd.DisposeAsync();
    }
}
