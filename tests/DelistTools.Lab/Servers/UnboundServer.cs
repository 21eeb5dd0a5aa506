using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A real unbound on a free port of 127.0.0.1, in front of rbldnsd, with the faults that resolvers in the field have.
/// </summary>
/// <remarks>
/// Besides the stub zones it knows <c>nodata.test</c>, <c>nx.test</c>, <c>refused.test</c>, <c>drop.test</c> (no reply),
/// <c>wildpark.test</c> (every name has 203.0.113.80), <c>blockpage.test</c> (every name has 0.0.0.0) and
/// <c>dead.test</c>, whose server is a port where nothing listens: unbound 1.17 goes on trying for more than 90 s, so
/// that a client sees no reply. In <c>alias.test</c> the names 2.0.0.127, 1.0.0.127 and 10.2.0.192 are CNAMEs into
/// zen.test and are followed; in <c>cname.test</c> the name 2.0.0.127 is one that is not followed. Whatever else is
/// asked does not exist: no question leaves loopback.
/// </remarks>
public sealed class UnboundServer : IAsyncDisposable
{
    private const string Program = "unbound";
    private static readonly string[] AliasedNames = ["2.0.0.127", "1.0.0.127", "10.2.0.192"];

    private readonly ServerProcess _process;
    private readonly ScratchFolder _folder;
    private readonly ClosedPort _closedPort;
    private readonly DnsRelay? _rewriter;

    private UnboundServer(
        ServerProcess process, int port, ScratchFolder folder, ClosedPort closedPort, DnsRelay? rewriter)
    {
        _process = process;
        _folder = folder;
        _closedPort = closedPort;
        _rewriter = rewriter;
        Port = rewriter?.Port ?? port;
    }

    /// <summary>Always 127.0.0.1.</summary>
    public IPAddress Address => IPAddress.Loopback;

    /// <summary>The port to ask: UDP and TCP; UDP only with <see cref="UnboundOptions.RewriteNxDomainTo"/>.</summary>
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

    /// <summary>Starts unbound and returns when it answers.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="cancellationToken">Ends the attempt and stops what was started.</param>
    /// <exception cref="LabServerMissingException">unbound is not installed.</exception>
    /// <exception cref="LabServerFailedException">It ended, for instance at a wrong extra line, or never answered.</exception>
    public static async Task<UnboundServer> StartAsync(UnboundOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = new ScratchFolder();
        var closedPort = new ClosedPort();
        ServerProcess? process = null;
        try
        {
            var readyName = $"ready-{Guid.NewGuid():N}.test";
            (process, var port) = await ServerStarter.StartAsync(
                Program,
                folder.FullPath,
                freePort =>
                {
                    var text = Configuration(options, freePort, folder.FullPath, closedPort.Port, readyName);
                    return ["-d", "-c", folder.Write("unbound.conf", text)];
                },
                readyName,
                cancellationToken).ConfigureAwait(false);

            var rewriter = options.RewriteNxDomainTo is { } address
                ? DnsRelay.Start(new IPEndPoint(IPAddress.Loopback, port), address)
                : null;
            return new UnboundServer(process, port, folder, closedPort, rewriter);
        }
        catch
        {
            if (process is not null)
            {
                await process.DisposeAsync().ConfigureAwait(false);
            }

            closedPort.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server by its own process id and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_rewriter is not null)
        {
            await _rewriter.DisposeAsync().ConfigureAwait(false);
        }

        await _process.DisposeAsync().ConfigureAwait(false);
        _closedPort.Dispose();
        _folder.Dispose();
    }

    private static string Configuration(
        UnboundOptions options, int port, string folder, int closedPort, string readyName)
    {
        var template = File.ReadAllText(LabData.UnboundTemplateFile)
            .Replace("@PORT@", $"{port}", StringComparison.Ordinal)
            .Replace("@DIR@", folder, StringComparison.Ordinal)
            .Replace("@QMIN@", YesNo(options.QnameMinimisation != QnameMinimisation.Off), StringComparison.Ordinal)
            .Replace("@QSTRICT@", YesNo(options.QnameMinimisation == QnameMinimisation.Strict), StringComparison.Ordinal)
            .Replace(
                "@PRIVATE@",
                options.PrivateAddressFilter ? "private-address: 127.0.0.0/8" : string.Empty,
                StringComparison.Ordinal);

        var text = new StringBuilder(template).AppendLine()
            .AppendLine("server:")
            .AppendLine("  logfile: \"\"")
            .AppendLine("  num-threads: 1")
            .AppendLine("  so-reuseport: no") // A taken port must be an error, not a port shared.
            .AppendLine("  outgoing-interface: 127.0.0.1") // From here no packet can leave the machine.
            .AppendLine("  local-zone: \".\" static") // Nor is the root asked for names that the lab does not know.
            .Append("  local-data: \"").Append(readyName).AppendLine(". 1 IN A 127.0.0.2\"");
        foreach (var name in AliasedNames)
        {
            // Only in a redirect zone does unbound follow a CNAME of its own data.
            text.AppendLine(CultureInfo.InvariantCulture, $"  local-zone: \"{name}.alias.test.\" redirect")
                .AppendLine(CultureInfo.InvariantCulture, $"  local-data: \"{name}.alias.test. 300 IN CNAME {name}.zen.test.\"");
        }

        foreach (var line in options.ServerLines)
        {
            text.Append("  ").AppendLine(line);
        }

        foreach (var zone in options.StubZones)
        {
            AppendStubZone(text, zone, options.RbldnsdPort);
        }

        AppendStubZone(text, "dead.test", closedPort);
        return text.ToString();
    }

    private static void AppendStubZone(StringBuilder text, string zone, int port) =>
        text.AppendLine("server:")
            .AppendLine(CultureInfo.InvariantCulture, $"  local-zone: \"{zone}.\" transparent")
            .AppendLine("stub-zone:")
            .AppendLine(CultureInfo.InvariantCulture, $"  name: \"{zone}\"")
            .AppendLine(CultureInfo.InvariantCulture, $"  stub-addr: 127.0.0.1@{port}");

    private static string YesNo(bool value) => value ? "yes" : "no";
}
