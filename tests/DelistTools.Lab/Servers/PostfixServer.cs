using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A real Postfix with a configuration, a queue and a log of its own, on a free port of loopback. It needs root, as
/// Postfix does, but neither syslog nor systemd nor a system-wide Postfix that is set up.
/// </summary>
/// <remarks>
/// Postfix asks the system's resolver, which knows no port but 53. With <see cref="PostfixOptions.NameServer"/> it runs in
/// a mount namespace of its own (<c>unshare -m</c>), in which /etc/resolv.conf names a loopback address of this instance
/// alone; a relay there, on port 53, hands the questions on to the name server given. /etc/hosts is empty there, so that
/// PTR records of loopback addresses come from the name server too.
/// </remarks>
/// <example><code>
/// await using var postfix = await PostfixServer.StartAsync(new PostfixOptions
/// {
///     Refusals = new Dictionary&lt;SmtpTurnKind, string&gt; { [SmtpTurnKind.MailFrom] = "550 5.7.1 Go away" },
/// });
/// // ... a client talks to postfix.EndPoint ...
/// var message = (await postfix.WaitForMessagesAsync("tom@lab.test")).Single();
/// </code></example>
public sealed class PostfixServer : IAsyncDisposable
{
    internal const string LogFile = "mail.log";
    internal const string MailFolder = "mail";
    internal const string CertificateFile = "server.pem";

    // Debian's Postfix looks for it there whatever cyrus_sasl_config_path says; other builds go by that.
    internal const string SaslFolder = "etc/sasl";

    private const string Program = "postfix";
    private const string Owner = "postfix";
    private const int Ports = 5;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    // The mounts are seen by this process and its children only, and end with them.
    private const string WithOwnResolver = """
        mount --bind "$1" "$(readlink -f /etc/resolv.conf)" && mount --bind "$2" /etc/hosts || exit 1
        shift 2
        exec "$@"
        """;

    private readonly ScratchFolder _folder;
    private readonly ServerProcess _process;
    private readonly DnsRelay? _relay;
    private readonly PolicyServer? _policy;

    private PostfixServer(
        ScratchFolder folder,
        ServerProcess process,
        DnsRelay? relay,
        PolicyServer? policy,
        PostfixOptions options,
        (int Mail, int Submission) ports)
    {
        _folder = folder;
        _process = process;
        _relay = relay;
        _policy = policy;
        Options = options;
        EndPoint = new IPEndPoint(options.Addresses[0], ports.Mail);
        SubmissionPort = ports.Submission;
    }

    /// <summary>How it was set up.</summary>
    public PostfixOptions Options { get; }

    /// <summary>The first address, and the port for mail from elsewhere.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The port for mail from elsewhere, at every address.</summary>
    public int Port => EndPoint.Port;

    /// <summary>Address and port as <c>127.0.0.1:port</c>.</summary>
    public string MailServer => EndPoint.ToString();

    /// <summary>The port for mail from users, at every address; 0: there is none.</summary>
    public int SubmissionPort { get; }

    /// <summary>Address and port for mail from users, as <c>127.0.0.1:port</c>.</summary>
    public string SubmissionServer => new IPEndPoint(EndPoint.Address, SubmissionPort).ToString();

    /// <summary>The process id of Postfix' master.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>The log, as Postfix writes it; it grows while the server runs.</summary>
    public string LogPath => Path.Combine(_folder.FullPath, LogFile);

    /// <summary>What the log holds now.</summary>
    public string Log => ReadLog(_folder);

    /// <summary>What <see cref="PostfixOptions.Policy"/> threw. Empty in a sound test.</summary>
    public IReadOnlyList<Exception> Failures => _policy?.Failures ?? [];

    /// <summary>Starts a Postfix that takes mail for its mailboxes.</summary>
    /// <inheritdoc cref="StartAsync(PostfixOptions, CancellationToken)"/>
    public static Task<PostfixServer> StartAsync(CancellationToken cancellationToken = default) =>
        StartAsync(new PostfixOptions(), cancellationToken);

    /// <summary>Starts Postfix and returns when it listens.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="cancellationToken">Ends the attempt and stops what was started.</param>
    /// <exception cref="ArgumentException">An address is no loopback address, or a list needs a name server.</exception>
    /// <exception cref="LabServerMissingException">Postfix, or a program that an option needs, is not installed.</exception>
    /// <exception cref="LabServerFailedException">This is not root, or Postfix ended, for instance at a wrong line.</exception>
    public static async Task<PostfixServer> StartAsync(PostfixOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        var master = ProgramSearch.FindPostfix("master");
        var folder = new ScratchFolder();
        DnsRelay? relay = null;
        PolicyServer? policy = null;
        ServerProcess? process = null;
        try
        {
            policy = options.Policy is { } decide ? PolicyServer.Start(decide) : null;
            relay = options.NameServer is { } nameServer ? StartRelay(nameServer, folder) : null;
            await PrepareAsync(options, folder, cancellationToken).ConfigureAwait(false);
            var configuration = new PostfixConfiguration(
                options, folder.FullPath, await OwnerAsync(cancellationToken).ConfigureAwait(false), policy?.Port ?? 0);
            (int Mail, int Submission) ports;
            for (var attempt = 1; ; attempt++)
            {
                ports = (options.Port == 0 ? LoopbackPort.FindFree() : options.Port, options.User is null ? 0 : LoopbackPort.FindFree());
                Write(folder, "etc/main.cf", configuration.Main());
                Write(folder, "etc/master.cf", configuration.Master(ports.Mail, ports.Submission));
                await CheckFoldersAsync(folder, cancellationToken).ConfigureAwait(false);
                process = StartMaster(master, folder, hasOwnResolver: relay is not null);
                if (await ListensAsync(process, folder, cancellationToken).ConfigureAwait(false))
                {
                    return new PostfixServer(folder, process, relay, policy, options, ports);
                }

                await process.DisposeAsync().ConfigureAwait(false);
                var said = process.Output + ReadLog(folder);
                if (!said.Contains("already in use", StringComparison.OrdinalIgnoreCase) || attempt == Ports || options.Port != 0)
                {
                    throw new LabServerFailedException(Program, "ended before it listened", said);
                }

                File.Delete(Path.Combine(folder.FullPath, LogFile));
            }
        }
        catch
        {
            await StopAsync(process, relay, policy, folder).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits until the log has a line with a text, and gives the first such line.</summary>
    /// <param name="text">The text, letter by letter.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<string> WaitForLogAsync(string text, CancellationToken cancellationToken = default) => FolderWatch.UntilAsync(
        _folder.FullPath,
        () => Array.Find(Log.Split('\n')[..^1], line => line.Contains(text, StringComparison.Ordinal)),
        cancellationToken);

    /// <summary>The Maildir of a mailbox.</summary>
    /// <param name="mailbox">One of <see cref="PostfixOptions.Mailboxes"/>.</param>
    public string Maildir(string mailbox) => Path.Combine(_folder.FullPath, MailFolder, mailbox);

    /// <summary>Waits until a mailbox has this many messages, and gives them, oldest first.</summary>
    /// <param name="mailbox">One of <see cref="PostfixOptions.Mailboxes"/>.</param>
    /// <param name="count">How many at least.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<string>> WaitForMessagesAsync(string mailbox, int count = 1, CancellationToken cancellationToken = default)
    {
        var folder = Path.Combine(Maildir(mailbox), "new");
        return FolderWatch.UntilAsync<IReadOnlyList<string>>(
            folder,
            () => Directory.GetFiles(folder) is { } files && files.Length >= count
                ? [.. files.OrderBy(File.GetLastWriteTimeUtc).ThenBy(file => file, StringComparer.Ordinal).Select(File.ReadAllText)]
                : null,
            cancellationToken);
    }

    /// <summary>Stops Postfix with all of its processes, by the id of the group that is theirs alone, and deletes its folder.</summary>
    public ValueTask DisposeAsync() => StopAsync(_process, _relay, _policy, _folder);

    private static async ValueTask StopAsync(ServerProcess? process, DnsRelay? relay, PolicyServer? policy, ScratchFolder folder)
    {
        if (process is not null)
        {
            await process.DisposeAsync().ConfigureAwait(false);
        }

        if (relay is not null)
        {
            await relay.DisposeAsync().ConfigureAwait(false);
        }

        if (policy is not null)
        {
            await policy.DisposeAsync().ConfigureAwait(false);
        }

        folder.Dispose();
    }

    private static void Check(PostfixOptions options)
    {
        if (options.Addresses.Count == 0 || options.Addresses.FirstOrDefault(address => !IPAddress.IsLoopback(address)) is not null)
        {
            throw new ArgumentException("Give loopback addresses; the lab listens nowhere else.", nameof(options));
        }

        if (options.NameServer is null && (options.DnsLists.Count > 0 || options.RequiresReverseDns))
        {
            throw new ArgumentException("Lists and PTR records need a name server.", nameof(options));
        }

        if (!Environment.IsPrivilegedProcess)
        {
            throw new LabServerFailedException(Program, "can be started by root only", string.Empty);
        }
    }

    /// <summary>A relay on port 53 of an address that nobody else has, and the resolver's configuration that names it.</summary>
    private static DnsRelay StartRelay(IPEndPoint nameServer, ScratchFolder folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            var address = new IPAddress([127, (byte)RandomNumberGenerator.GetInt32(1, 255), (byte)RandomNumberGenerator.GetInt32(256), 53]);
            try
            {
                var relay = DnsRelay.Start(nameServer, new IPEndPoint(address, 53));
                folder.Write("resolv.conf", $"nameserver {address}\noptions timeout:2 attempts:1\n");
                folder.Write("hosts", string.Empty);
                return relay;
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < Ports)
            {
                // Another instance drew the same number.
            }
        }
    }

    /// <summary>The folders and files that Postfix does not make by itself.</summary>
    private static async Task PrepareAsync(PostfixOptions options, ScratchFolder folder, CancellationToken cancellationToken)
    {
        foreach (var name in (string[])["etc", "queue", "data", MailFolder, SaslFolder])
        {
            Directory.CreateDirectory(Path.Combine(folder.FullPath, name));
        }

        foreach (var mailbox in options.Mailboxes)
        {
            foreach (var name in (string[])["new", "cur", "tmp"])
            {
                Directory.CreateDirectory(Path.Combine(folder.FullPath, MailFolder, mailbox, name));
            }
        }

        if (options.Certificate is { } certificate)
        {
            folder.Write(CertificateFile, LabCertificates.ToPem(certificate));
        }

        if (options.User is { } user)
        {
            var database = Path.Combine(folder.FullPath, "data", "users.db");
            folder.Write(
                SaslFolder + "/smtpd.conf",
                "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\nsasldb_path: " + database + "\n");
            await ProgramRun.SucceedAsync(
                "saslpasswd2", ["-p", "-c", "-f", database, "-u", options.HostName, user], options.Password ?? string.Empty, cancellationToken)
                .ConfigureAwait(false);
        }

        var owned = ((string[])["data", MailFolder]).Select(name => Path.Combine(folder.FullPath, name));
        await ProgramRun.SucceedAsync("chown", ["-R", Owner + ":", .. owned], cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(int User, int Group)> OwnerAsync(CancellationToken cancellationToken)
    {
        var user = await ProgramRun.SucceedAsync("id", ["-u", Owner], cancellationToken: cancellationToken).ConfigureAwait(false);
        var group = await ProgramRun.SucceedAsync("id", ["-g", Owner], cancellationToken: cancellationToken).ConfigureAwait(false);
        return (int.Parse(user, CultureInfo.InvariantCulture), int.Parse(group, CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Writes a file that looks old: whatever of Postfix reads one that was written a moment ago waits for up to two
    /// seconds, in case somebody is still writing.
    /// </summary>
    private static void Write(ScratchFolder folder, string name, string text) =>
        File.SetLastWriteTimeUtc(folder.Write(name, text), DateTime.UtcNow.AddHours(-1));

    /// <summary>Has Postfix look at its configuration and make the folders of its queue.</summary>
    private static async Task CheckFoldersAsync(ScratchFolder folder, CancellationToken cancellationToken)
    {
        var check = await ProgramRun.RunAsync(Program, ["-c", EtcFolder(folder), "check"], cancellationToken: cancellationToken).ConfigureAwait(false);
        if (check.ExitCode != 0)
        {
            // Of some errors in main.cf Postfix tells the system's log only, because it does not know its own yet.
            throw new LabServerFailedException(Program, "does not like its configuration", check.Output + ReadLog(folder));
        }
    }

    private static ServerProcess StartMaster(string master, ScratchFolder folder, bool hasOwnResolver)
    {
        // In the foreground, with its standard output kept.
        string[] arguments = ["-c", EtcFolder(folder), "-s"];
        if (!hasOwnResolver)
        {
            return ServerProcess.Start(master, arguments, folder.FullPath, ownsGroup: true);
        }

        string[] wrapped =
        [
            "-m", "/bin/sh", "-c", WithOwnResolver, "sh",
            Path.Combine(folder.FullPath, "resolv.conf"), Path.Combine(folder.FullPath, "hosts"), master, .. arguments,
        ];
        return ServerProcess.Start("unshare", wrapped, folder.FullPath, ownsGroup: true);
    }

    /// <summary>Waits until Postfix says that it listens (true) or has ended (false).</summary>
    private static async Task<bool> ListensAsync(ServerProcess process, ScratchFolder folder, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        var started = FolderWatch.UntilAsync(
            folder.FullPath,
            () => ReadLog(folder).Contains("daemon started", StringComparison.Ordinal) ? string.Empty : null,
            limit.Token);
        var ended = process.WaitForExitAsync(limit.Token);
        try
        {
            var first = await Task.WhenAny(started, ended).ConfigureAwait(false);
            await first.ConfigureAwait(false);
            return first == started;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LabServerFailedException(Program, $"did not listen in {TimeLimit.TotalSeconds} s", process.Output + ReadLog(folder));
        }
        finally
        {
            await limit.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(started, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string EtcFolder(ScratchFolder folder) => Path.Combine(folder.FullPath, "etc");

    private static string ReadLog(ScratchFolder folder)
    {
        // Postfix makes it a moment after the start.
        var file = Path.Combine(folder.FullPath, LogFile);
        return File.Exists(file) ? File.ReadAllText(file) : string.Empty;
    }
}
