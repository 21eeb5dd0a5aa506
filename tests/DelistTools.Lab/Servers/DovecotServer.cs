using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A real Dovecot on free ports of 127.0.0.1: IMAP with STARTTLS, IMAP over TLS, and LMTP, by which it is handed mail.
/// Every user name has a mailbox, and all have the same password. Mail with the header <c>X-Lab-Junk: yes</c> lands in
/// the junk folder, mail with <c>X-Lab-Folder: name</c> in that folder, which is made. The certificate is for
/// <c>localhost</c> and signed by itself.
/// </summary>
public sealed class DovecotServer : IAsyncDisposable
{
    private const string Program = "dovecot";
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(10);

    private readonly ServerProcess _process;
    private readonly ScratchFolder _folder;

    private DovecotServer(ServerProcess process, ScratchFolder folder, int imapPort, int imapsPort, int lmtpPort)
    {
        _process = process;
        _folder = folder;
        ImapPort = imapPort;
        ImapsPort = imapsPort;
        LmtpPort = lmtpPort;
    }

    /// <summary>The password of all users.</summary>
    public static string Password => "l4b-passw0rd";

    /// <summary>The port of plain IMAP, with STARTTLS.</summary>
    public int ImapPort { get; }

    /// <summary>The port of IMAP over TLS.</summary>
    public int ImapsPort { get; }

    /// <summary>The port of LMTP.</summary>
    public int LmtpPort { get; }

    /// <summary>The server's process id; its children are Dovecot's own affair.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether the server still runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>The last lines that the server printed: who logged in and how, and how each session ended.</summary>
    public string Output => _process.Output;

    /// <summary>Starts Dovecot and returns when it greets.</summary>
    /// <param name="options">How it behaves; null for the default.</param>
    /// <param name="cancellationToken">Ends the attempt and stops what was started.</param>
    /// <exception cref="LabServerMissingException">Dovecot is not installed.</exception>
    /// <exception cref="LabServerFailedException">It ended, for instance at a wrong line, or never greeted.</exception>
    public static async Task<DovecotServer> StartAsync(DovecotOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new DovecotOptions();
        var folder = new ScratchFolder();
        try
        {
            var ready = $"ready-{Guid.NewGuid():N}";
            var (certificate, key) = LabCertificate.Create("localhost");
            folder.Write("cert.pem", certificate);
            folder.Write("key.pem", key);
            folder.MakeFolder("run");
            folder.MakeFolder("state");
            folder.MakeFolder("mail");
            File.WriteAllText(
                Path.Combine(folder.MakeFolder("sieve"), "lab.sieve"),
                File.ReadAllText(LabData.SieveTemplateFile).Replace("@JUNK@", options.JunkFolder, StringComparison.Ordinal));
            var (process, ports) = await ServerStarter.StartAsync(
                Program,
                folder.FullPath,
                3,
                free => ["-F", "-c", folder.Write("dovecot.conf", DovecotConfiguration.Text(options, folder.FullPath, free, ready))],
                (process, free, token) => GreetsAsync(process, free[0], ready, token),
                cancellationToken).ConfigureAwait(false);
            return new DovecotServer(process, folder, ports[0], ports[1], ports[2]);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Hands a message over by LMTP (RFC 2033); it is in the mailbox when this returns.</summary>
    /// <param name="user">Whose mailbox.</param>
    /// <param name="message">The message, its lines ended by line feeds or CR LF.</param>
    /// <param name="sender">The address of MAIL FROM; empty for a bounce.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task DeliverAsync(string user, string message, string sender = "sender@example.org", CancellationToken cancellationToken = default)
    {
        using var lmtp = new LmtpSender();
        await lmtp.SendAsync(new IPEndPoint(IPAddress.Loopback, LmtpPort), sender, user, message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Breaks off all connections of a user, as an administrator may.</summary>
    public void KickUser(string user)
    {
        var start = new ProcessStartInfo(ProgramSearch.Find("doveadm")) { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-c", Path.Combine(_folder.FullPath, "dovecot.conf"), "kick", user])
        {
            start.ArgumentList.Add(argument);
        }

        using var doveadm = Process.Start(start)!;
        doveadm.StandardOutput.ReadToEnd();
        doveadm.WaitForExit();
    }

    /// <summary>Waits until the server has printed a text.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task WaitForOutputAsync(Func<string, bool> isThere, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isThere);
        while (!isThere(Output))
        {
            // The output is a file, and who writes to it tells nobody.
            await Task.Delay(BetweenAttempts, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops the server by its own process id, upon which its children end, and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync().ConfigureAwait(false);
        await WaitForChildrenAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    /// <summary>A child may still write to the folder while it notices that its parent is gone; none listens any more when all have.</summary>
    private async Task WaitForChildrenAsync()
    {
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < ServerStarter.TimeLimit && await AnswersAsync().ConfigureAwait(false))
        {
            await Task.Delay(BetweenAttempts).ConfigureAwait(false);
        }

        async Task<bool> AnswersAsync()
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, ImapPort).ConfigureAwait(false);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }

    /// <summary>Connects until the server greets (true) or the program has ended (false).</summary>
    private static async Task<bool> GreetsAsync(ServerProcess process, int port, string ready, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ServerStarter.TimeLimit);
        try
        {
            while (!process.HasExited)
            {
                try
                {
                    using var client = new TcpClient();
                    await client.ConnectAsync(IPAddress.Loopback, port, limit.Token).ConfigureAwait(false);
                    using var reader = new StreamReader(client.GetStream());
                    var greeting = await reader.ReadLineAsync(limit.Token).ConfigureAwait(false);
                    if (greeting?.Contains(ready, StringComparison.Ordinal) == true)
                    {
                        return true;
                    }
                }
                catch (Exception error) when (error is SocketException or IOException)
                {
                    // It does not listen yet.
                }

                await Task.Delay(BetweenAttempts, limit.Token).ConfigureAwait(false);
            }

            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LabServerFailedException(
                Program, $"runs and did not greet on 127.0.0.1:{port} in {ServerStarter.TimeLimit.TotalSeconds} s", process.Output);
        }
    }
}
