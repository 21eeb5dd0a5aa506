using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Three lists on an rbldnsd of the user's own, known by an overlay that marks them so.</summary>
public sealed class RangeLab : IAsyncLifetime
{
    private readonly string? _before = Environment.GetEnvironmentVariable(LabSession.Variable);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-ranges");

    internal const string Lists = "range-a, range-b, range-c";

    internal RbldnsdServer Server { get; private set; } = null!;

    internal string CatalogPath => Path.Combine(_folder.FullName, "overlay.json");

    internal string Folder => _folder.FullName;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "zones"));
        Dictionary<string, string> zones = new()
        {
            ["range-a"] = "10.20.0.7\n10.20.1.0/29\n", ["range-b"] = "10.20.1.4\n10.20.3.255\n", ["range-c"] = "",
        };
        foreach ((string id, string entries) in zones)
        {
            File.WriteAllText(
                Path.Combine(_folder.FullName, "zones", id), "$SOA 300 ns.test. hostmaster.test. 1 600 300 86400 300\n:127.0.0.2:$ is listed\n127.0.0.2\n" + entries);
        }

        Server = await RbldnsdServer.StartAsync(
            new RbldnsdOptions
            {
                ZonesFolder = Path.Combine(_folder.FullName, "zones"),
                ZoneSpecifications = [.. zones.Keys.Select(id => id + ".lab.test:ip4set:" + id)],
            },
            default);
        File.WriteAllText(CatalogPath, "{ \"schema\": 1, \"blocklists\": [" + string.Join(",", zones.Keys.Select(id => $$"""
            { "id": "{{id}}", "name": "{{id}}", "operator": "nobody", "kind": ["ip4"], "zone": "{{id}}.lab.test", "about": "A list of the laboratory.",
              "impact": "low", "status": "live", "pace": 0, "confidence": "low", "verifiedOn": "2026-11-28",
              "codes": [ { "code": "127.0.0.2", "meaning": "listed", "scope": "{{(id == "range-a" ? "range" : "address")}}" } ],
              "sources": [ { "source": "the laboratory", "date": "2026-11-28", "supports": "all" } ] }
            """)) + "] }");
        Environment.SetEnvironmentVariable(LabSession.Variable, CatalogPath);
    }

    public async Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable(LabSession.Variable, _before);
        await Server.DisposeAsync();
        _folder.Delete(true);
    }

    internal ModuleSession Session()
    {
        ModuleSession session = new();
        session.Runspace.SessionStateProxy.SetVariable("server", Server.NameServer);
        session.Runspace.SessionStateProxy.SetVariable("lists", Lists.Split(", "));
        session.Runspace.SessionStateProxy.SetVariable("folder", Folder);
        return session;
    }
}
