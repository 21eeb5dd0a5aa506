using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A real rbldnsd, the authority of most DNSBLs, on a free port of 127.0.0.1 (UDP only: rbldnsd has no TCP). It runs as
/// the user who starts it; started by root it becomes the user <c>rbldns</c> by itself.
/// </summary>
public sealed class RbldnsdServer : IAsyncDisposable
{
    private const string Program = "rbldnsd";
    private readonly ServerProcess _process;
    private readonly ScratchFolder _folder;

    private RbldnsdServer(ServerProcess process, int port, ScratchFolder folder)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    /// <summary>Always 127.0.0.1.</summary>
    public IPAddress Address => IPAddress.Loopback;

    /// <summary>The UDP port.</summary>
    public int Port { get; }

    /// <summary>Address and port.</summary>
    public IPEndPoint EndPoint => new(Address, Port);

    /// <summary>Address and port as <c>127.0.0.1:port</c>.</summary>
    public string NameServer => $"127.0.0.1:{Port}";

    /// <summary>The server's process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether the server still runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>The last lines that the server printed.</summary>
    public string Output => _process.Output;

    /// <summary>Starts rbldnsd with the lab's zones and returns when it answers.</summary>
    /// <inheritdoc cref="StartAsync(RbldnsdOptions, CancellationToken)"/>
    public static Task<RbldnsdServer> StartAsync(CancellationToken cancellationToken = default) =>
        StartAsync(new RbldnsdOptions(), cancellationToken);

    /// <summary>Starts rbldnsd and returns when it answers.</summary>
    /// <param name="options">What it serves.</param>
    /// <param name="cancellationToken">Ends the attempt and stops what was started.</param>
    /// <exception cref="LabServerMissingException">rbldnsd is not installed.</exception>
    /// <exception cref="LabServerFailedException">It ended, for instance at an error in a zone file, or never answered.</exception>
    public static async Task<RbldnsdServer> StartAsync(RbldnsdOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = new ScratchFolder();
        try
        {
            foreach (var file in Directory.EnumerateFiles(options.ZonesFolder))
            {
                folder.Copy(file);
            }

            // The last entry shows, once the server answers it, that this instance has loaded everything.
            var readyZone = $"ready-{Guid.NewGuid():N}.test";
            folder.Write("lab.ready", ":127.0.0.2:\nhere\n");
            var zones = new List<string>(options.ZoneSpecifications ?? ReadSpecifications())
            {
                $"{readyZone}:dnset:lab.ready",
            };

            var (process, port) = await ServerStarter.StartAsync(
                Program,
                folder.FullPath,
                freePort => ["-n", "-b", $"127.0.0.1/{freePort}", "-w", folder.FullPath, .. zones],
                $"here.{readyZone}",
                cancellationToken).ConfigureAwait(false);
            return new RbldnsdServer(process, port, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Changes a zone's file, and tells the server to read it again; it answers by the new one soon after this returns.
    /// </summary>
    /// <param name="file">The file's name, as the zone specifications have it.</param>
    /// <param name="text">All that it is to hold.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RewriteAsync(string file, string text, CancellationToken cancellationToken = default)
    {
        _folder.Write(file, text);
        await ProgramRun.RunAsync("sh", ["-c", $"kill -s HUP {ProcessId}"], cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the server by its own process id and deletes its copy of the zones.</summary>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    private static string[] ReadSpecifications() =>
        File.ReadAllText(LabData.RbldnsdArgumentsFile)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
