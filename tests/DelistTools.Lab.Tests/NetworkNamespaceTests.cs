using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class NetworkNamespaceTests : IDisposable
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.25");
    private static readonly IPAddress Address6 = IPAddress.Parse("2001:db8::25");
    private readonly CancellationTokenSource _guard = new(TimeSpan.FromSeconds(60));

    public void Dispose() => _guard.Dispose();

    [Fact]
    public async Task Run_Server_ListensInTheNetworkOnly()
    {
        await using var network = await NetworkNamespace.CreateAsync(cancellationToken: _guard.Token);
        await using var server = network.Run(
            () => ScriptedSmtpServer.Start(new ScriptedSmtpOptions { Address = Address, Port = 25 }, SmtpScripts.Ordinary()));
        await using var server6 = network.Run(
            () => LoopbackSmtpServer.Start(options: new LoopbackSmtpOptions { Address = Address6, Port = 25 }));

        var run = await network.RunProgramAsync(
            "swaks", ["--server", "192.0.2.25", "--local-interface", "127.0.0.1", "--from", "a@example.com", "--to", "tom@lab.test", "--ehlo", "h.example"], cancellationToken: _guard.Token);

        Assert.True(run.ExitCode == 0, run.Output);
        var connection = await server.ConnectionAsync(1, _guard.Token);
        Assert.Equal(ScriptedEnd.Quit, await connection.Closed.WaitAsync(_guard.Token));
        Assert.Equal("127.0.0.1", connection.Client.Address.ToString());
        using var inside = network.Run(() => Connected(new IPEndPoint(Address6, 25)));
        await server6.WaitForTurnsAsync(SmtpTurnKind.Greeting, 1, _guard.Token);
        Assert.Throws<ArgumentException>(
            () => ScriptedSmtpServer.Start(new ScriptedSmtpOptions { Address = Address, Port = 25 }, SmtpScripts.Ordinary()));
    }

    [Theory]
    [InlineData("192.0.2.25", SocketError.ConnectionRefused)]
    [InlineData("2001:db8::25", SocketError.ConnectionRefused)]
    [InlineData("203.0.113.1", SocketError.NetworkUnreachable)]
    [InlineData("2001:db8:1::1", SocketError.NetworkUnreachable)]
    public async Task Connect_NobodyThere_FailsAtOnce(string address, SocketError error)
    {
        await using var network = await NetworkNamespace.CreateAsync(cancellationToken: _guard.Token);

        var failure = Assert.Throws<SocketException>(() => network.Run(() => Connected(new IPEndPoint(IPAddress.Parse(address), 25))));

        Assert.Equal(error, failure.SocketErrorCode);
    }

    [Theory]
    [InlineData("198.51.100.7")]
    [InlineData("2001:db8:dead::25")]
    public async Task Connect_BlackHole_NeitherFailsNorSucceeds(string address)
    {
        await using var network = await NetworkNamespace.CreateAsync(cancellationToken: _guard.Token);
        var target = new IPEndPoint(IPAddress.Parse(address), 25);
        using var socket = network.Run(() => new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        var connecting = socket.ConnectAsync(target);

        ProgramRun sockets;
        do
        {
            sockets = await network.RunProgramAsync("ss", ["-tnH", "state", "syn-sent"], cancellationToken: _guard.Token);
        }
        while (!sockets.Output.Contains(address, StringComparison.Ordinal));

        Assert.False(connecting.IsCompleted);
        socket.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => connecting);
    }

    [Fact]
    public async Task Create_AddressThatIsNone_FailsWithWhatIpSays()
    {
        var error = await Assert.ThrowsAsync<LabServerFailedException>(
            () => NetworkNamespace.CreateAsync(new NetworkNamespaceOptions { BlackHoles = ["nonsense"] }, _guard.Token));

        Assert.Contains("nonsense", error.Message, StringComparison.Ordinal);
    }

    private static Socket Connected(IPEndPoint target)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(target);
        return socket;
    }
}
