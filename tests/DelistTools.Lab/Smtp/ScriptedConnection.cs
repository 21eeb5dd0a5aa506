using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// One connection to a <see cref="ScriptedSmtpServer"/>: the steps of which a script is made, and the record of what
/// came. The record may be read while the connection is open, and after.
/// </summary>
public sealed class ScriptedConnection
{
    private const int LongestLine = 1024 * 1024;
    private const int LongestNote = 500;

    private readonly object _lock = new();
    private readonly List<ScriptedLine> _transcript = [];
    private readonly List<(string Beginning, TaskCompletionSource<string> Seen)> _waiting = [];
    private readonly TaskCompletionSource<ScriptedEnd> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Socket _socket;
    private readonly PumpedStream _pumped;
    private readonly CancellationToken _stopping;
    private Stream _stream;
    private SmtpWire _wire;
    private ScriptedEnd _ownEnd;
    private bool _isHalfClosed;

    /// <param name="socket">The connection.</param>
    /// <param name="pumped">The socket's stream; both are the connection's from now on.</param>
    /// <param name="number">Which of the server's connections it is.</param>
    /// <param name="stopping">Ends all waiting.</param>
    internal ScriptedConnection(Socket socket, PumpedStream pumped, int number, CancellationToken stopping)
    {
        _socket = socket;
        Number = number;
        Client = (IPEndPoint)socket.RemoteEndPoint!;
        _stopping = stopping;
        _stream = _pumped = pumped;
        _wire = new SmtpWire(_stream, LongestLine);
        socket.NoDelay = true;
    }

    /// <summary>1 for the server's first connection.</summary>
    public int Number { get; }

    /// <summary>Where it comes from.</summary>
    public IPEndPoint Client { get; }

    /// <summary>Whether TLS has begun.</summary>
    public bool IsEncrypted => _stream is SslStream;

    /// <summary>The name that the client asked for in the TLS handshake (SNI); null: none, or no TLS.</summary>
    public string? ServerName { get; private set; }

    /// <summary>Why the TLS handshake failed; null: it did not.</summary>
    public Exception? TlsFailure { get; private set; }

    /// <summary>What ends each line of <see cref="SayAsync"/>; CR LF.</summary>
    public string LineEnd { get; set; } = "\r\n";

    /// <summary>Whether each line of the client is sent back to it as soon as it is read.</summary>
    public bool EchoesCommands { get; set; }

    /// <summary>How the connection ended; <see cref="ScriptedEnd.None"/> before.</summary>
    public ScriptedEnd End => _closed.Task.IsCompleted ? _closed.Task.Result : ScriptedEnd.None;

    /// <summary>Ends when both sides have done with the connection, and says how it came to that.</summary>
    public Task<ScriptedEnd> Closed => _closed.Task;

    /// <summary>Ends when the client has closed or reset the connection, whatever the script is doing then.</summary>
    public Task ClientGone => _pumped.Gone;

    /// <summary>Both sides in the order in which the server saw them.</summary>
    public IReadOnlyList<ScriptedLine> Transcript
    {
        get
        {
            lock (_lock)
            {
                return [.. _transcript];
            }
        }
    }

    /// <summary>The client's lines.</summary>
    public IReadOnlyList<string> Lines => [.. Transcript.Where(line => line.IsClient).Select(line => line.Text)];

    /// <summary>Whether the client has said QUIT, however the connection ended then.</summary>
    public bool SaidQuit => Lines.Any(IsQuit);

    /// <summary>Whether the script can still say something, as far as the script's own doing goes.</summary>
    internal bool IsOpen => _ownEnd == ScriptedEnd.None && !_isHalfClosed;

    internal string LastSent { get; private set; } = string.Empty;

    /// <summary>Ends with the first line of the client, among those that were and will be read, with this beginning.</summary>
    /// <param name="beginning">The beginning, in any case.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<string> WaitForLineAsync(string beginning, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_transcript.Find(line => line.IsClient && Begins(line.Text, beginning)) is { } line)
            {
                return Task.FromResult(line.Text);
            }

            var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((beginning, seen));
            return seen.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Sends lines in UTF-8 at once, each ended by <see cref="LineEnd"/>.</summary>
    public Task SayAsync(params string[] lines) =>
        SendAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + LineEnd))));

    /// <summary>Sends text as it stands, a byte for each character.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends bytes at once.</summary>
    public async Task SendAsync(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        LastSent = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, LongestNote));

        // Before it is out: who has got it finds it noted.
        Note(isClient: false, LastSent);
        await _stream.WriteAsync(bytes, _stopping).ConfigureAwait(false);
    }

    /// <summary>Sends text byte by byte with a pause after each. Prefer a gate: see the other overload.</summary>
    /// <param name="text">The text, a byte for each character.</param>
    /// <param name="interval">The pause.</param>
    public async Task DribbleAsync(string text, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var character in text)
        {
            await SendAsync(character.ToString()).ConfigureAwait(false);
            await UnlessGoneAsync(stop => Task.Delay(interval, stop)).ConfigureAwait(false);
        }
    }

    /// <summary>Sends text byte by byte, each when the gate is opened for it.</summary>
    /// <param name="text">The text, a byte for each character.</param>
    /// <param name="gate">The gate.</param>
    public async Task DribbleAsync(string text, SmtpGate gate)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var character in text)
        {
            await PassAsync(gate).ConfigureAwait(false);
            await SendAsync(character.ToString()).ConfigureAwait(false);
        }
    }

    /// <summary>Says nothing until the test opens the gate. The script ends where the client goes before.</summary>
    public Task PassAsync(SmtpGate gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return UnlessGoneAsync(gate.PassAsync);
    }

    /// <summary>Says nothing, and notes what the client says, until it goes.</summary>
    public async Task StaySilentAsync()
    {
        while (await ReadLineAsync().ConfigureAwait(false) is not null)
        {
        }
    }

    /// <summary>The client's next line without its end; null: the client has ended the connection.</summary>
    public async Task<string?> ReadLineAsync()
    {
        var line = await _wire.ReadLineAsync(_stopping).ConfigureAwait(false);
        if (line is not null)
        {
            Note(isClient: true, line);
            if (EchoesCommands)
            {
                await SendAsync(line + "\r\n").ConfigureAwait(false);
            }
        }

        return line;
    }

    /// <summary>Waits until the client has sent something that has not been read, and leaves it unread.</summary>
    /// <returns>False: the client has ended the connection instead.</returns>
    public async Task<bool> WaitForBytesAsync() => await _wire.FillAsync(_stopping).ConfigureAwait(false);

    /// <summary>Does the TLS handshake as the server. What the client sent in clear after its last line is taken as part of it.</summary>
    /// <param name="certificate">What is shown; with its private key.</param>
    /// <exception cref="AuthenticationException">The handshake failed; the script need not catch it.</exception>
    /// <exception cref="IOException">The client went in the handshake; the script need not catch it.</exception>
    public async Task StartTlsAsync(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        _pumped.PutBack(_wire.TakeRest());
        var tls = new SslStream(_pumped);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = false,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        try
        {
            await tls.AuthenticateAsServerAsync(options, _stopping).ConfigureAwait(false);
        }
        catch (Exception error) when (error is AuthenticationException or IOException)
        {
            TlsFailure = error;
            throw;
        }

        ServerName = tls.TargetHostName is { Length: > 0 } name ? name : null;
        _stream = tls;
        _wire = new SmtpWire(tls, LongestLine);
    }

    /// <summary>Closes the server's half, TLS with it; what the client still says can be read.</summary>
    public async Task HalfCloseAsync()
    {
        if (_isHalfClosed)
        {
            return;
        }

        _isHalfClosed = true;
        if (_stream is SslStream tls)
        {
            await tls.ShutdownAsync().ConfigureAwait(false);
        }

        _socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Closes the connection entirely; what the client sends then is answered by a reset.</summary>
    public async Task CloseAsync()
    {
        _ownEnd = ScriptedEnd.ServerClosed;

        // .NET resets a connection that is closed while a read is pending: the pump has to come home first.
        _socket.Shutdown(SocketShutdown.Both);
        await _pumped.Gone.ConfigureAwait(false);
        _socket.Close();
    }

    /// <summary>Resets the connection.</summary>
    public void Reset()
    {
        _ownEnd = ScriptedEnd.ServerReset;
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    /// <summary>After the script: closes the server's half, and notes what the client still says until it goes.</summary>
    internal async Task FinishAsync()
    {
        if (_ownEnd == ScriptedEnd.None)
        {
            try
            {
                await HalfCloseAsync().ConfigureAwait(false);
            }
            catch (Exception error) when (error is SocketException or IOException)
            {
                // The client has reset the connection, or closed it already.
            }

            EchoesCommands = false;
            await StaySilentAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Gives the socket back and says how it ended.</summary>
    /// <param name="isStopped">Whether the server was stopped while the connection was open.</param>
    internal async Task EndAsync(bool isStopped)
    {
        var end = _ownEnd;
        if (end == ScriptedEnd.None && isStopped)
        {
            end = ScriptedEnd.Stopped;
        }
        else if (end == ScriptedEnd.None)
        {
            var isReset = await _pumped.Gone.WaitAsync(_stopping).ConfigureAwait(false);
            end = isReset ? ScriptedEnd.Reset : SaidQuit ? ScriptedEnd.Quit : ScriptedEnd.Closed;
        }

        await _stream.DisposeAsync().ConfigureAwait(false);
        _socket.Dispose();
        _closed.TrySetResult(end);
    }

    private static bool IsQuit(string line) => line.Trim().Equals("QUIT", StringComparison.OrdinalIgnoreCase);

    private static bool Begins(string line, string beginning) => line.StartsWith(beginning, StringComparison.OrdinalIgnoreCase);

    private async Task UnlessGoneAsync(Func<CancellationToken, Task> step)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_stopping);
        var waiting = step(gone.Token);
        if (await Task.WhenAny(waiting, _pumped.Gone).ConfigureAwait(false) != waiting)
        {
            await gone.CancelAsync().ConfigureAwait(false);
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new IOException("The client has gone.");
        }

        await waiting.ConfigureAwait(false);
    }

    private void Note(bool isClient, string text)
    {
        lock (_lock)
        {
            _transcript.Add(new ScriptedLine(_began + _watch.Elapsed, isClient, text, IsEncrypted));
            if (isClient)
            {
                foreach (var (_, seen) in _waiting.FindAll(waiting => Begins(text, waiting.Beginning)))
                {
                    seen.TrySetResult(text);
                }
            }
        }
    }
}
