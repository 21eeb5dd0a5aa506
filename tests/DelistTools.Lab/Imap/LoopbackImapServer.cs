using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// An IMAP server on a free port of 127.0.0.1 that answers as it is told, for what no real server here does: Gmail's
/// extensions, access tokens, silence. It knows nothing of IMAP but its lines.
/// </summary>
public sealed class LoopbackImapServer : IAsyncDisposable
{
    private int _disposed;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly RunningTasks _running = new();
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly CountSignal _count = new();
    private readonly Func<string, IEnumerable<string>?> _answer;
    private readonly string _greeting;
    private readonly Task _loop;

    private LoopbackImapServer(string greeting, Func<string, IEnumerable<string>?> answer)
    {
        _greeting = greeting;
        _answer = answer;
        _listener.Start();
        _loop = Task.Run(AcceptAsync);
    }

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Address and port as <c>127.0.0.1:port</c>.</summary>
    public string ImapServer => $"127.0.0.1:{Port}";

    /// <summary>All commands that came, without their tags.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>Starts a server.</summary>
    /// <param name="greeting">Its first line; empty: it says nothing.</param>
    /// <param name="answer">
    /// The lines with which a command, given without its tag, is answered; the last one gets the tag. Null: silence.
    /// </param>
    public static LoopbackImapServer Start(string greeting, Func<string, IEnumerable<string>?> answer) => new(greeting, answer);

    /// <summary>Waits until so many commands have come.</summary>
    public Task WaitForCommandsAsync(int count, CancellationToken cancellationToken = default) => _count.WaitAsync(count, cancellationToken);

    /// <summary>Ends all connections and the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _loop.ConfigureAwait(false);
        await _running.WaitAsync().ConfigureAwait(false);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _running.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The lab stops.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            if (_greeting.Length > 0)
            {
                await SayAsync(client, _greeting).ConfigureAwait(false);
            }

            while (await reader.ReadLineAsync(_stop.Token).ConfigureAwait(false) is { } line)
            {
                var parts = line.Split(' ', 2);
                var command = parts[^1];
                _commands.Enqueue(command);
                var lines = _answer(command)?.ToList();
                _count.Add();
                if (lines is null)
                {
                    continue;
                }

                lines[^1] = parts[0] + " " + lines[^1];
                await SayAsync(client, string.Join("\r\n", lines)).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The lab stops, or the client is gone.
        }
    }

    private async Task SayAsync(TcpClient client, string text) =>
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), _stop.Token).ConfigureAwait(false);
}
