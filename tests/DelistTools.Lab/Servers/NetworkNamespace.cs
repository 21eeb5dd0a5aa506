using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A network of its own, without any way out: addresses of one's choice, black holes, ports that are closed, port 25
/// included. Servers of the lab are started in it by <see cref="Run{T}"/> and serve from this process; clients have to be
/// processes of their own, by <see cref="RunProgramAsync"/>. Needs root, the right to make namespaces, and <c>ip</c>.
/// </summary>
/// <example><code>
/// await using var network = await NetworkNamespace.CreateAsync();
/// var options = new ScriptedSmtpOptions { Address = IPAddress.Parse("192.0.2.25"), Port = 25 };
/// await using var server = network.Run(() => ScriptedSmtpServer.Start(options, SmtpScripts.Ordinary()));
/// var run = await network.RunProgramAsync("swaks", ["--server", "192.0.2.25", "--to", "tom@lab.test"]);
/// </code></example>
public sealed class NetworkNamespace : IAsyncDisposable
{
    private const string Program = "unshare";
    private const int NewNetwork = 0x40000000;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    // A namespace lives as long as a process in it. The two ends of the hole know no neighbours to ask for, so that what is
    // sent into one comes out of the other, where nobody wants it.
    private const string Setup = """
        set -e
        ip link set lo up
        ip link add hole type veth peer name bottom
        ip link set hole arp off up
        ip link set bottom arp off up
        for address in $1; do ip address add "$address" dev lo $(case "$address" in *:*) echo nodad;; esac); done
        for network in $2; do ip route add "$network" dev hole; done
        echo >ready
        exec sleep 2147483647
        """;

    [ThreadStatic]
    private static bool _isInside;

    private readonly ScratchFolder _folder;
    private readonly ServerProcess _holder;

    private NetworkNamespace(ScratchFolder folder, ServerProcess holder)
    {
        _folder = folder;
        _holder = holder;
    }

    private string NamespaceFile => string.Create(CultureInfo.InvariantCulture, $"/proc/{_holder.Id}/ns/net");

    /// <summary>Makes a network.</summary>
    /// <param name="options">What is in it; null: see <see cref="NetworkNamespaceOptions"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="LabServerMissingException">A program is not installed.</exception>
    /// <exception cref="LabServerFailedException">This machine allows no namespaces, or an address is none.</exception>
    public static async Task<NetworkNamespace> CreateAsync(NetworkNamespaceOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new NetworkNamespaceOptions();
        ProgramSearch.Find("ip");
        var folder = new ScratchFolder();
        ServerProcess? holder = null;
        try
        {
            string[] arguments =
            [
                "--net", "/bin/sh", "-c", Setup, "sh",
                string.Join(' ', options.Addresses.Select(WholeAddress)), string.Join(' ', options.BlackHoles),
            ];
            holder = ServerProcess.Start(Program, arguments, folder.FullPath);
            await WaitUntilReadyAsync(holder, folder, cancellationToken).ConfigureAwait(false);
            return new NetworkNamespace(folder, holder);
        }
        catch
        {
            if (holder is not null)
            {
                await holder.DisposeAsync().ConfigureAwait(false);
            }

            folder.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Calls a function on a thread that is in the network: sockets that it makes belong there for good. Servers of the lab
    /// may listen there at any address, and at any port.
    /// </summary>
    /// <param name="function">What is called; only what it does before its first await is in the network.</param>
    public T Run<T>(Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            // A thread that has gone there never comes back: it ends.
#pragma warning disable CA1031 // What it throws is thrown at the caller.
            try
            {
                Enter();
                result = function();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
#pragma warning restore CA1031
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    /// <summary>Runs a program in the network and waits for its end.</summary>
    /// <inheritdoc cref="ProgramRun.RunAsync"/>
    public Task<ProgramRun> RunProgramAsync(
        string program, IEnumerable<string> arguments, string input = "", CancellationToken cancellationToken = default) =>
        ProgramRun.RunAsync("nsenter", ["--net=" + NamespaceFile, "--", ProgramSearch.Find(program), .. arguments], input, cancellationToken);

    /// <summary>Gives the network up; it goes once the servers in it have been stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _holder.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    /// <summary>Whether a server may listen at an address: at a loopback one anywhere, at others where there is no way out.</summary>
    internal static bool MayListenAt(IPAddress address) => _isInside || IPAddress.IsLoopback(address);

    private static string WholeAddress(IPAddress address) =>
        address + (address.AddressFamily == AddressFamily.InterNetworkV6 ? "/128" : "/32");

    private static async Task WaitUntilReadyAsync(ServerProcess holder, ScratchFolder folder, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        var ready = Path.Combine(folder.FullPath, "ready");
        try
        {
            await FolderWatch.UntilAsync(
                folder.FullPath,
                () => holder.HasExited || File.Exists(ready) ? string.Empty : null,
                limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LabServerFailedException(Program, $"made no network in {TimeLimit.TotalSeconds} s", holder.Output);
        }

        if (holder.HasExited)
        {
            throw new LabServerFailedException(Program, "could not make the network", holder.Output);
        }
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNamespace(SafeHandle file, int kind);

    private void Enter()
    {
        using var file = File.OpenHandle(NamespaceFile);
        if (SetNamespace(file, NewNetwork) != 0)
        {
            throw new LabServerFailedException("setns", "failed: " + Marshal.GetLastPInvokeErrorMessage(), string.Empty);
        }

        _isInside = true;
    }
}
