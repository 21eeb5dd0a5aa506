using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab.Tests;

/// <summary>Says SMTP lines as they stand in a test, and reads whole replies.</summary>
internal sealed class SmtpClient : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly CancellationTokenSource _guard = new(TimeSpan.FromSeconds(60));
    private SmtpWire _wire = null!;

    private SmtpClient()
    {
    }

    public static async Task<SmtpClient> ConnectAsync(LoopbackSmtpServer server)
    {
        var client = new SmtpClient();
        await client._client.ConnectAsync(server.EndPoint);
        client._wire = new SmtpWire(client._client.GetStream(), 2000);
        return client;
    }

    /// <summary>Sends lines, if any, and gives the next reply; null where the server has closed the connection.</summary>
    public async Task<string?> SayAsync(params string[] lines)
    {
        await SendAsync(lines);
        var reply = new List<string>();
        while (await _wire.ReadLineAsync(_guard.Token) is { } line)
        {
            reply.Add(line);
            if (line[3] == ' ')
            {
                return string.Join('\n', reply);
            }
        }

        return null;
    }

    public async Task SendAsync(params string[] lines)
    {
        foreach (var line in lines)
        {
            await _wire.WriteAsync(line + "\r\n", _guard.Token);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _guard.Dispose();
    }
}
