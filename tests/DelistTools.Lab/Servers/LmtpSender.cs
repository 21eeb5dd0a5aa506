using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>Hands one message to a server by LMTP (RFC 2033), one recipient at a time.</summary>
internal sealed class LmtpSender : IDisposable
{
    private readonly TcpClient _client = new();

    public async Task SendAsync(IPEndPoint server, string sender, string recipient, string message, CancellationToken cancellationToken)
    {
        await _client.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(_client.GetStream(), Encoding.UTF8);
        await ExpectAsync(reader, "220", cancellationToken).ConfigureAwait(false);
        await SayAsync("LHLO lab.example", cancellationToken).ConfigureAwait(false);
        await ExpectAsync(reader, "250", cancellationToken).ConfigureAwait(false);
        await SayAsync($"MAIL FROM:<{sender}>", cancellationToken).ConfigureAwait(false);
        await ExpectAsync(reader, "250", cancellationToken).ConfigureAwait(false);
        await SayAsync($"RCPT TO:<{recipient}>", cancellationToken).ConfigureAwait(false);
        await ExpectAsync(reader, "250", cancellationToken).ConfigureAwait(false);
        await SayAsync("DATA", cancellationToken).ConfigureAwait(false);
        await ExpectAsync(reader, "354", cancellationToken).ConfigureAwait(false);
        foreach (var line in message.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            await SayAsync(line.StartsWith('.') ? "." + line : line, cancellationToken).ConfigureAwait(false);
        }

        await SayAsync(".", cancellationToken).ConfigureAwait(false);
        await ExpectAsync(reader, "250", cancellationToken).ConfigureAwait(false);
        await SayAsync("QUIT", cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();

    private async Task SayAsync(string line, CancellationToken cancellationToken) =>
        await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken).ConfigureAwait(false);

    private static async Task ExpectAsync(StreamReader reader, string code, CancellationToken cancellationToken)
    {
        string? line;
        do
        {
            line = await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            if (line is null || !line.StartsWith(code, StringComparison.Ordinal))
            {
                throw new IOException($"The server was to answer {code} and said: {line ?? "nothing"}");
            }
        }
        while (line.Length > 3 && line[3] == '-');
    }
}
