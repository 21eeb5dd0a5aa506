using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>Answers Postfix' questions about what to do with a recipient: attributes line by line, an empty line, an action.</summary>
internal sealed class PolicyServer : IAsyncDisposable
{
    private readonly Func<IReadOnlyDictionary<string, string>, string> _decide;
    private readonly LoopbackListener _listener = new(IPAddress.Loopback);
    private readonly ConcurrentQueue<Exception> _failures = new();

    private PolicyServer(Func<IReadOnlyDictionary<string, string>, string> decide)
    {
        _decide = decide;
        _listener.Start(ServeAsync);
    }

    public int Port => _listener.EndPoint.Port;

    /// <summary>What the policy threw; Postfix is told to go on.</summary>
    public IReadOnlyList<Exception> Failures => [.. _failures];

    public static PolicyServer Start(Func<IReadOnlyDictionary<string, string>, string> decide) => new(decide);

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(Socket client)
    {
        try
        {
            using var stream = new NetworkStream(client, ownsSocket: true);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var attributes = new Dictionary<string, string>();
            while (await reader.ReadLineAsync(_listener.Stopping).ConfigureAwait(false) is { } line)
            {
                var sign = line.IndexOf('=', StringComparison.Ordinal);
                if (sign > 0)
                {
                    attributes[line[..sign]] = line[(sign + 1)..];
                }
                else if (line.Length == 0)
                {
                    var answer = Encoding.UTF8.GetBytes("action=" + Decide(attributes) + "\n\n");
                    await stream.WriteAsync(answer, _listener.Stopping).ConfigureAwait(false);
                    attributes = [];
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The lab stops, or Postfix did.
        }
    }

    // What the policy throws is to be seen in the test and not to end the server.
#pragma warning disable CA1031
    private string Decide(Dictionary<string, string> attributes)
    {
        try
        {
            return _decide(attributes);
        }
        catch (Exception error)
        {
            _failures.Enqueue(error);
            return "DUNNO";
        }
    }
#pragma warning restore CA1031
}
