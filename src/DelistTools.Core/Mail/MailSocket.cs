using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Mail;

/// <summary>
/// Connects to a host by one address after the other, each with a time of its own: one that is a black hole must not eat the
/// time of all others.
/// </summary>
internal static class MailSocket
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>The addresses of a host by the system's resolver, as mail programs see them.</summary>
    /// <exception cref="SocketException">There are none.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    [SuppressMessage("Reliability", "CA2016:Forward the CancellationToken parameter", Justification = ".NET Framework's look-up takes none, and so it is given up from outside.")]
    internal static async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IpAddressText.TryParse(host, out IPAddress? address))
        {
            return new[] { address };
        }

        Task<IPAddress[]> lookup = System.Net.Dns.GetHostAddressesAsync(host);
        await OrGivenUpAsync(lookup, cancellationToken).ConfigureAwait(false);
        return await lookup.ConfigureAwait(false);
    }

    /// <summary>A connected socket.</summary>
    /// <param name="addresses">The addresses, tried in their order.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">None of them could be reached; the last one's error.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<Socket> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        SocketException last = new((int)SocketError.HostNotFound);
        foreach (IPAddress address in addresses)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, port), null, TimeLimit, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException e)
            {
                last = e;
            }
        }

        throw last;
    }

    /// <summary>A socket that is connected to one address, within a time of its own.</summary>
    /// <param name="remote">The server's address and port.</param>
    /// <param name="local">The address to connect from; null: the system's choice.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">It could not be connected; TimedOut where it took too long.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<Socket> ConnectAsync(IPEndPoint remote, IPAddress? local, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Socket socket = new(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (local is not null)
            {
                socket.Bind(new IPEndPoint(local, 0));
            }

            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(timeout);
            try
            {
                // A socket that is closed ends its connecting on every framework, which a token does not.
                using (limit.Token.Register(socket.Close))
                {
                    await Task.Factory.FromAsync(socket.BeginConnect, socket.EndConnect, remote, null).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException && limit.IsCancellationRequested)
            {
                // What is thrown below says it.
            }

            // The time may also be over just as the connection comes about.
            cancellationToken.ThrowIfCancellationRequested();
            return limit.IsCancellationRequested ? throw new SocketException((int)SocketError.TimedOut) : socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task OrGivenUpAsync(Task work, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => givenUp.TrySetResult(true)))
        {
            if (await Task.WhenAny(work, givenUp.Task).ConfigureAwait(false) != work)
            {
                // Whatever comes of it later is nobody's business any more, its error neither.
                _ = work.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
