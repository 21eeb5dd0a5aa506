using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab.Tests;

/// <summary>A client that shows every byte as it comes, for servers that keep to no rule.</summary>
internal sealed class ScriptedClient : IDisposable
{
    private readonly TcpClient _client;
    private readonly CancellationTokenSource _guard = new(TimeSpan.FromSeconds(60));
    private Stream _stream = null!;

    private ScriptedClient(IPEndPoint server) => _client = new TcpClient(server.AddressFamily);

    public static async Task<ScriptedClient> ConnectAsync(IPEndPoint server)
    {
        var client = new ScriptedClient(server);
        await client._client.ConnectAsync(server);
        client._stream = client._client.GetStream();
        return client;
    }

    public Task SendAsync(string bytes) => _stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), _guard.Token).AsTask();

    /// <summary>What comes up to and with these bytes.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            if (await _stream.ReadAsync(one, _guard.Token) == 0)
            {
                return text + "(end)";
            }

            text.Append((char)one[0]);
        }

        return text.ToString();
    }

    /// <summary>All that comes until the server closes.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var all = new MemoryStream();
        await _stream.CopyToAsync(all, _guard.Token);
        return all.ToArray();
    }

    /// <summary>Says a line, if one is given, and reads to the end of a line with a blank behind its code.</summary>
    public async Task<string> SayAsync(string? line = null)
    {
        if (line is not null)
        {
            await SendAsync(line + "\r\n");
        }

        var lines = new List<string>();
        do
        {
            lines.Add(await ReadUntilAsync("\r\n"));
        }
        while (lines[^1] is { Length: > 3 } last && last[3] == '-');
        return string.Join('\n', lines.Select(l => l.TrimEnd('\r', '\n')));
    }

    /// <summary>The TLS handshake, whatever the certificate; its subject.</summary>
    public async Task<string> StartTlsAsync(string serverName)
    {
        var subject = string.Empty;
        var tls = new SslStream(_stream);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = serverName,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => (subject = certificate!.Subject).Length > 0,
        };
        await tls.AuthenticateAsClientAsync(options, _guard.Token);
        _stream = tls;
        return subject;
    }

    public void Reset()
    {
        // TcpClient's own Close says goodbye first.
        _client.Client.LingerState = new LingerOption(true, 0);
        _client.Client.Close();
    }

    public void Dispose()
    {
        _client.Dispose();
        _guard.Dispose();
    }
}
