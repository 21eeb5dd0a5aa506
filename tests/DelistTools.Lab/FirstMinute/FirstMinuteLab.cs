using System;
using System.Collections.Generic;

namespace DelistTools.Lab;

/// <summary>
/// Lists that show every verdict, on loopback and without any server program: what a first minute with the module needs.
/// Nothing leaves the machine.
/// </summary>
/// <example>From PowerShell 7.4:
/// <code>
/// Add-Type -Path ./DelistTools.Lab.dll
/// $lab = [DelistTools.Lab.FirstMinuteLab]::Start()
/// $env:DELISTTOOLS_CATALOG = $lab.CatalogPath
/// '192.0.2.10', '203.0.113.5' | Test-IpBlocklist -Blocklist lab-* -NameServer $lab.NameServer
/// $lab.Dispose()
/// </code></example>
public sealed class FirstMinuteLab : IDisposable
{
    private readonly ScratchFolder _folder;

    private FirstMinuteLab(ScratchFolder folder)
    {
        _folder = folder;
        CatalogPath = folder.Copy(LabData.CatalogFile);
        Zones.AddTo(Behaviours);
        Server = LoopbackDnsServer.Start(Behaviours);
    }

    /// <summary>The name server to ask, as <c>127.0.0.1:port</c>.</summary>
    public string NameServer => Server.NameServer;

    /// <summary>
    /// A catalogue overlay with the lab's lists, ids beginning with <c>lab-</c>; in a temporary folder that goes with
    /// <see cref="Dispose"/>.
    /// </summary>
    public string CatalogPath { get; }

    /// <summary>The addresses and domains worth asking for, with what each shows.</summary>
    public IReadOnlyList<LabTarget> Targets => LabZones.Targets;

    /// <summary>The lists; entries may be added and taken away while the lab runs.</summary>
    public LabZones Zones { get; } = new();

    /// <summary>The server's set-up, to add further names and faults.</summary>
    public DnsBehaviours Behaviours { get; } = new();

    /// <summary>The server itself, with its counts.</summary>
    public LoopbackDnsServer Server { get; }

    /// <summary>Starts the lab; it answers when this returns.</summary>
    public static FirstMinuteLab Start()
    {
        var folder = new ScratchFolder();
        try
        {
            return new FirstMinuteLab(folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Takes a target's own entries off every list, as a granted removal does.</summary>
    /// <param name="target">An address, a network in CIDR notation, or a domain.</param>
    /// <returns>False: it had no entry of its own; one inside a listed range stays listed.</returns>
    public bool Delist(string target) => Zones.Delist(target);

    /// <summary>Stops the server and deletes the overlay.</summary>
    public void Dispose()
    {
        Server.Dispose();
        _folder.Dispose();
    }
}
