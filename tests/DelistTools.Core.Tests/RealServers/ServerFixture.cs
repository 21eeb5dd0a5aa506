using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.RealServers;

/// <summary>rbldnsd with the laboratory's zones, and unbound with the faults that a resolver may have.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    public RbldnsdServer Rbldnsd { get; private set; } = null!;

    public UnboundServer Healthy { get; private set; } = null!;

    public UnboundServer Stripping { get; private set; } = null!;

    public UnboundServer Rewriting { get; private set; } = null!;

    /// <summary>Asked by many tests; for one that must see the fault itself, there is <see cref="StartMinimisingAsync"/>.</summary>
    public UnboundServer Minimising { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Rbldnsd = await RbldnsdServer.StartAsync();
        Task<UnboundServer> healthy = UnboundServer.StartAsync(new UnboundOptions { RbldnsdPort = Rbldnsd.Port });
        Task<UnboundServer> stripping = UnboundServer.StartAsync(new UnboundOptions { RbldnsdPort = Rbldnsd.Port, PrivateAddressFilter = true });
        Task<UnboundServer> rewriting = UnboundServer.StartAsync(
            new UnboundOptions { RbldnsdPort = Rbldnsd.Port, RewriteNxDomainTo = System.Net.IPAddress.Parse("203.0.113.80") });
        Healthy = await healthy;
        Stripping = await stripping;
        Rewriting = await rewriting;
        Minimising = await StartMinimisingAsync();
    }

    /// <summary>
    /// A fresh resolver: unbound goes by what its cache holds of the names above, so that a second question for the
    /// same deep name finds what the first one did not.
    /// </summary>
    public Task<UnboundServer> StartMinimisingAsync() => UnboundServer.StartAsync(
        new UnboundOptions { RbldnsdPort = Rbldnsd.Port, QnameMinimisation = QnameMinimisation.Strict });

    public async Task DisposeAsync()
    {
        await Minimising.DisposeAsync();
        await Rewriting.DisposeAsync();
        await Stripping.DisposeAsync();
        await Healthy.DisposeAsync();
        await Rbldnsd.DisposeAsync();
    }
}
