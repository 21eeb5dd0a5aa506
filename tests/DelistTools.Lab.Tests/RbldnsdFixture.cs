using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

/// <summary>One rbldnsd for all tests of a class.</summary>
public sealed class RbldnsdFixture : IAsyncLifetime
{
    public RbldnsdServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RbldnsdServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
