using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class ClosedPortTests
{
    [Fact]
    public async Task Port_Asked_RefusesBothTransports()
    {
        using var closed = new ClosedPort();
        var endPoint = new IPEndPoint(IPAddress.Loopback, closed.Port);
        using var udp = new UdpClient();
        udp.Connect(endPoint);
        using var tcp = new TcpClient();

        await udp.SendAsync(WireClient.Question(1, "any.test", DnsRecordType.A));

        var udpError = await Assert.ThrowsAsync<SocketException>(() => udp.ReceiveAsync());
        var tcpError = await Assert.ThrowsAsync<SocketException>(() => tcp.ConnectAsync(endPoint));
        Assert.Equal(SocketError.ConnectionRefused, udpError.SocketErrorCode);
        Assert.Equal(SocketError.ConnectionRefused, tcpError.SocketErrorCode);
    }
}
