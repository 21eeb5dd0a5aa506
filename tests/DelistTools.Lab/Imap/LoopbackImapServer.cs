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
    private readonly LoopbackListener _listener = new(IPAddress.Loopback);
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly CountSignal _count = new();
    private readonly Func<string, IEnumerable<string>?> _answer;
    private readonly string _greeting;

    private LoopbackImapServer(string greeting, Func<string, IEnumerable<string>?> answer)
    {
        _greeting = greeting;
        _answer = answer;
        _listener.Start(ServeAsync);
    }

    /// <summary>The port.</summary>
    public int Port => _listener.EndPoint.Port;

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
    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(Socket client)
    {
        using var stream = new NetworkStream(client, ownsSocket: true);
        try
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            if (_greeting.Length > 0)
            {
                await SayAsync(stream, _greeting).ConfigureAwait(false);
            }

            while (await reader.ReadLineAsync(_listener.Stopping).ConfigureAwait(false) is { } line)
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
                await SayAsync(stream, string.Join("\r\n", lines)).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The lab stops, or the client is gone.
        }
    }

    private async Task SayAsync(NetworkStream stream, string text) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), _listener.Stopping).ConfigureAwait(false);
}
