using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A real NSD, the authority of zones in zone files (RFC 1035, section 5), on a free port of 127.0.0.1, UDP and TCP. What it
/// has no zone for it refuses; one zone for the root answers everything.
/// </summary>
public sealed class NsdServer : IAsyncDisposable
{
    private const string Program = "nsd";
    private readonly ServerProcess _process;
    private readonly ScratchFolder _folder;

    private NsdServer(ServerProcess process, int port, ScratchFolder folder)
    {
        _process = process;
        _folder = folder;
        EndPoint = new IPEndPoint(IPAddress.Loopback, port);
    }

    /// <summary>Address and port.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Address and port as <c>127.0.0.1:port</c>.</summary>
    public string NameServer => EndPoint.ToString();

    /// <summary>The server's process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The last lines that the server printed.</summary>
    public string Output => _process.Output;

    /// <summary>Starts NSD and returns when it answers.</summary>
    /// <param name="zones">The records of each zone, in the form of a zone file; SOA and NS are added.</param>
    /// <param name="cancellationToken">Ends the attempt and stops what was started.</param>
    /// <exception cref="LabServerMissingException">NSD is not installed.</exception>
    /// <exception cref="LabServerFailedException">It ended, for instance at an error in a zone, or never answered.</exception>
    public static async Task<NsdServer> StartAsync(IReadOnlyDictionary<string, string> zones, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(zones);
        var folder = new ScratchFolder();
        try
        {
            // Once the server answers this one, it has loaded everything.
            var ready = $"ready-{Guid.NewGuid():N}.test";
            var all = zones.Append(new(ready, "here IN A 127.0.0.2\n"))
                .Select((zone, i) => (Name: zone.Key, File: folder.Write($"zone{i.ToString(CultureInfo.InvariantCulture)}", Head(zone.Key) + zone.Value))).ToArray();
            foreach (var (name, file) in all)
            {
                // NSD itself goes on without a zone that it cannot read.
                await ProgramRun.SucceedAsync("nsd-checkzone", [name, file], cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            var scratch = folder.MakeFolder("state");
            var (process, port) = await ServerStarter.StartAsync(
                Program,
                folder.FullPath,
                freePort => ["-d", "-c", folder.Write("nsd.conf", Configuration(freePort, scratch, all))],
                $"here.{ready}",
                cancellationToken).ConfigureAwait(false);
            return new NsdServer(process, port, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server by its own process id and deletes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    private static string Head(string zone)
    {
        var origin = zone.TrimEnd('.') + ".";
        return $"$ORIGIN {origin}\n$TTL 60\n@ IN SOA ns.invalid. hostmaster.invalid. 1 3600 600 86400 60\n@ IN NS ns.invalid.\n";
    }

    private static string Configuration(int port, string scratch, (string Name, string File)[] zones) => string.Concat(
        [
            "server:\n", $"  ip-address: 127.0.0.1@{port.ToString(CultureInfo.InvariantCulture)}\n", "  server-count: 1\n", "  username: \"\"\n",
            $"  pidfile: \"\"\n  database: \"\"\n  zonelistfile: \"{scratch}/zone.list\"\n  xfrdfile: \"{scratch}/xfrd.state\"\n  xfrdir: \"{scratch}\"\n",
            "  hide-version: yes\n  rrl-ratelimit: 0\n", "remote-control:\n  control-enable: no\n",
            .. zones.Select(z => $"zone:\n  name: \"{z.Name}\"\n  zonefile: \"{z.File}\"\n"),
        ]);
}
