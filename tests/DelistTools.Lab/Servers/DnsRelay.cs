using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A UDP relay in front of a name server: on a port of its own, or to turn NXDOMAIN into an address. Everything else it
/// hands on unchanged.
/// </summary>
internal sealed class DnsRelay : IAsyncDisposable
{
    private const int MostInFlight = 256;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private readonly IPEndPoint _upstream;
    private readonly IPAddress? _address;
    private readonly Socket _socket;
    private readonly SemaphoreSlim _places = new(MostInFlight);
    private readonly RunningTasks _running = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    private DnsRelay(IPEndPoint upstream, IPAddress? address, IPEndPoint local)
    {
        _upstream = upstream;
        _address = address;
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(local);
        _loop = Task.Run(RelayAsync);
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Starts a relay on a free port that turns NXDOMAIN into an address.</summary>
    public static DnsRelay Start(IPEndPoint upstream, IPAddress address) =>
        new(upstream, address, new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>Starts a relay at an address and port that hands on everything as it is.</summary>
    /// <exception cref="SocketException">Somebody is there already, or the port is below 1024 and this is not root.</exception>
    public static DnsRelay Start(IPEndPoint upstream, IPEndPoint local) => new(upstream, address: null, local);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await _running.WaitAsync().ConfigureAwait(false);
        _socket.Dispose();
        _places.Dispose();
        _stop.Dispose();
    }

    private async Task RelayAsync()
    {
        var buffer = new byte[65535];
        var anyone = new IPEndPoint(IPAddress.Any, 0);
        try
        {
            while (true)
            {
                await _places.WaitAsync(_stop.Token).ConfigureAwait(false);
                var received = await _socket.ReceiveFromAsync(buffer, anyone, _stop.Token).ConfigureAwait(false);
                _running.Add(RelayOneAsync(buffer[..received.ReceivedBytes], (IPEndPoint)received.RemoteEndPoint));
            }
        }
        catch (OperationCanceledException)
        {
            // The lab stops.
        }
    }

    private async Task RelayOneAsync(byte[] message, IPEndPoint from)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(TimeLimit);
        try
        {
            using var upstream = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            await upstream.ConnectAsync(_upstream, limit.Token).ConfigureAwait(false);
            await upstream.SendAsync(message, limit.Token).ConfigureAwait(false);
            var answer = new byte[65535];
            var length = await upstream.ReceiveAsync(answer, limit.Token).ConfigureAwait(false);
            length = Rewrite(message, answer, length);
            await _socket.SendToAsync(answer.AsMemory(0, length), from, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // No answer from upstream is no answer from here, and the client has long given up.
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // The resolver has ended: silence, as from any resolver that is gone.
        }
        finally
        {
            _places.Release();
        }
    }

    private int Rewrite(ReadOnlySpan<byte> message, Span<byte> answer, int length)
    {
        var isNxDomain = _address is not null && length >= DnsHeader.Length && (answer[3] & 0x0f) == (int)DnsResponseCode.NxDomain;
        if (!isNxDomain || DnsQuestionReader.Read(message, DnsTransport.Udp, null) is not { } question)
        {
            return length;
        }

        var plan = DnsRule.RewriteNxDomain(question, DnsReplyPlan.Code(DnsResponseCode.NxDomain), _address!);
        return DnsReplyWriter.Write(answer, question, plan);
    }
}
