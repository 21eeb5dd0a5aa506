using System;
using System.IO;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>A list of one's own on a real rbldnsd, a catalogue that knows it, and a store in a folder of its own.</summary>
public sealed class WaitLab : IAsyncLifetime
{
    internal const string List = "lab-own";

    private const string StoreVariable = "DELISTTOOLS_STORE";

    private const string Zone = "own.test";

    private readonly string? _catalogBefore = Environment.GetEnvironmentVariable(LabSession.Variable);
    private readonly string? _storeBefore = Environment.GetEnvironmentVariable(StoreVariable);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-wait-");
    private RbldnsdServer _server = null!;
    private int _changes;

    internal string NameServer => _server.NameServer;

    internal string CatalogPath => Path.Combine(_folder.FullName, "catalog.json");

    internal string StoreFolder => Path.Combine(_folder.FullName, "store");

    public async Task InitializeAsync()
    {
        DirectoryInfo zones = _folder.CreateSubdirectory("zones");
        Directory.CreateDirectory(StoreFolder);
        File.WriteAllText(Path.Combine(zones.FullName, "own"), Entries("203.0.113.70", "203.0.113.71"));
        File.WriteAllText(
            CatalogPath,
            "{ \"schema\": 1, \"blocklists\": [ { \"id\": \"" + List + "\", \"name\": \"The lab's own\", \"operator\": \"The lab\", \"kind\": [\"ip4\"],"
                + " \"zone\": \"" + Zone + "\", \"about\": \"A list of one's own.\", \"impact\": \"high\", \"status\": \"live\", \"pace\": 0,"
                + " \"confidence\": \"high\", \"verifiedOn\": \"2026-11-28\", \"sources\": [ { \"source\": \"a test\" } ] } ] }");
        _server = await RbldnsdServer.StartAsync(new RbldnsdOptions { ZonesFolder = zones.FullName, ZoneSpecifications = [Zone + ":ip4set:own"] }, default);
        Environment.SetEnvironmentVariable(LabSession.Variable, CatalogPath);
        Environment.SetEnvironmentVariable(StoreVariable, StoreFolder);
    }

    public async Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable(LabSession.Variable, _catalogBefore);
        Environment.SetEnvironmentVariable(StoreVariable, _storeBefore);
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The list has these addresses from now on, as soon as it has read them.</summary>
    /// <remarks>rbldnsd reads a file again if its size or the second of its last change is another one.</remarks>
    internal Task ListAsync(params string[] addresses) => _server.RewriteAsync("own", Entries(addresses) + new string('#', ++_changes) + "\n");

    internal ModuleSession Open()
    {
        ModuleSession session = new();
        session.Runspace.SessionStateProxy.SetVariable("server", NameServer);
        return session;
    }

    private static string Entries(params string[] addresses) => "$TTL 1\n:127.0.0.2:listed\n127.0.0.2\n" + string.Join("\n", addresses) + "\n";
}
