using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class DovecotServerTests
{
    [Fact]
    public async Task DeliverAsync_WithAndWithoutTheHeader_FilesIntoJunkAndInbox()
    {
        await using var server = await DovecotServer.StartAsync();

        await server.DeliverAsync("anybody", "Message-ID: <1@lab.example>\nSubject: one\n\n.dots\n");
        await server.DeliverAsync("anybody", "X-Lab-Junk: yes\nMessage-ID: <2@lab.example>\nSubject: two\n\ntext\n");
        await server.DeliverAsync("anybody", "X-Lab-Folder: Lists/One\nMessage-ID: <3@lab.example>\nSubject: three\n\ntext\n");

        Assert.Equal("* SEARCH 1", await SearchAsync(server, "INBOX", "1@lab.example"));
        Assert.Equal("* SEARCH 1", await SearchAsync(server, "Junk", "2@lab.example"));
        Assert.Equal("* SEARCH 1", await SearchAsync(server, "Lists/One", "3@lab.example"));
        Assert.Equal("* SEARCH", await SearchAsync(server, "Junk", "1@lab.example"));
    }

    [Fact]
    public async Task StartAsync_WrongLine_SaysWhatDovecotSaid()
    {
        var error = await Assert.ThrowsAsync<LabServerFailedException>(
            () => DovecotServer.StartAsync(new DovecotOptions { ConfigurationLines = ["no_such_setting = 1"] }));
        Assert.Contains("no_such_setting", error.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_Running_EndsTheProcessAndDeletesTheFolder()
    {
        var server = await DovecotServer.StartAsync();
        await server.DeliverAsync("anybody", "Subject: one\n\ntext\n");
        using var process = Process.GetProcessById(server.ProcessId);

        await server.DisposeAsync();

        Assert.True(process.HasExited);
        Assert.False(server.IsRunning);
        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, server.ImapPort));
    }

    private static async Task<string> SearchAsync(DovecotServer server, string folder, string id)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.ImapPort);
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
        await reader.ReadLineAsync();
        await writer.WriteLineAsync("a LOGIN anybody " + DovecotServer.Password);
        await UntilAsync(reader, "a OK");
        await writer.WriteLineAsync("b EXAMINE \"" + folder + "\"");
        await UntilAsync(reader, "b OK");
        await writer.WriteLineAsync("c SEARCH HEADER Message-ID " + id);
        return await UntilAsync(reader, "* SEARCH");
    }

    private static async Task<string> UntilAsync(StreamReader reader, string start)
    {
        while (true)
        {
            var line = await reader.ReadLineAsync() ?? throw new IOException("The server is gone.");
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return line;
            }

            Assert.False(line.StartsWith(start[..2] + "NO", StringComparison.Ordinal) || line.StartsWith(start[..2] + "BAD", StringComparison.Ordinal), line);
        }
    }
}
