using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;

namespace DelistTools.Core.Tests.Sweeping;

/// <summary>Zone files for a real rbldnsd, in a folder that goes with the test.</summary>
internal sealed class ScratchZones : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-zones");

    internal Task<RbldnsdServer> StartAsync(params (string Zone, string Dataset, string Text)[] zones)
    {
        List<string> specifications = [];
        foreach ((string zone, string dataset, string text) in zones)
        {
            File.WriteAllText(Path.Combine(_folder.FullName, zone), text);
            specifications.Add(zone + ":" + dataset + ":" + zone);
        }

        return RbldnsdServer.StartAsync(
            new RbldnsdOptions { ZonesFolder = _folder.FullName, ZoneSpecifications = specifications }, CancellationToken.None);
    }

    public void Dispose() => _folder.Delete(true);
}
