using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A TCP server on loopback that says to each connection what a script has it say, right or wrong: for what neither real
/// servers nor <see cref="LoopbackSmtpServer"/> can be made to do. The n-th script serves the n-th connection, the last
/// one all further ones. When a script ends, the server closes its half and notes what the client still says.
/// </summary>
/// <example><code>
/// await using var server = ScriptedSmtpServer.Start(SmtpScripts.UnequalCodes(SmtpTurnKind.MailFrom));
/// // ... the client connects to server.EndPoint ...
/// var connection = await server.ConnectionAsync(1);
/// Assert.Equal(ScriptedEnd.Quit, await connection.Closed);
///
/// await using var other = ScriptedSmtpServer.Start(async connection =>
/// {
///     await connection.SendAsync("220-mx.lab.test\r\n");
///     await connection.PassAsync(gate);
///     await connection.SendAsync("220 ready\r\n");
///     await connection.ReadLineAsync();
///     connection.Reset();
/// });
/// </code></example>
public sealed class ScriptedSmtpServer : IAsyncDisposable, IDisposable
{
    private readonly IReadOnlyList<Func<ScriptedConnection, Task>> _scripts;
    private readonly LoopbackListener _listener;
    private readonly ConcurrentQueue<ScriptedConnection> _connections = new();
    private readonly CountSignal _accepted = new();
    private readonly ConcurrentQueue<Exception> _failures = new();

    private ScriptedSmtpServer(ScriptedSmtpOptions options, IReadOnlyList<Func<ScriptedConnection, Task>> scripts)
    {
        if (scripts.Count == 0)
        {
            throw new ArgumentException("Give a script.", nameof(scripts));
        }

        _scripts = scripts;
        _listener = new LoopbackListener(options.Address, options.Port);
        _listener.Start(ServeAsync);
    }

    /// <summary>Address and port.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>The port.</summary>
    public int Port => EndPoint.Port;

    /// <summary>Address and port as <c>127.0.0.1:port</c> or <c>[::1]:port</c>.</summary>
    public string MailServer => EndPoint.ToString();

    /// <summary>The connections, in the order in which they were accepted.</summary>
    public IReadOnlyList<ScriptedConnection> Connections => [.. _connections];

    /// <summary>What scripts threw, save that the client went or that TLS failed. Empty in a sound test.</summary>
    public IReadOnlyList<Exception> Failures => [.. _failures];

    /// <summary>Starts a server on 127.0.0.1; it answers when this returns.</summary>
    /// <param name="scripts">A script for each connection; the last serves all further ones.</param>
    /// <exception cref="ArgumentException">There is no script.</exception>
    public static ScriptedSmtpServer Start(params SmtpScript[] scripts) => Start(new ScriptedSmtpOptions(), scripts);

    /// <inheritdoc cref="Start(SmtpScript[])"/>
    public static ScriptedSmtpServer Start(params Func<ScriptedConnection, Task>[] scripts) => Start(new ScriptedSmtpOptions(), scripts);

    /// <summary>Starts a server; it answers when this returns.</summary>
    /// <param name="options">Where it listens.</param>
    /// <param name="scripts">A script for each connection; the last serves all further ones.</param>
    /// <exception cref="ArgumentException">There is no script, or the address is no loopback address.</exception>
    /// <exception cref="SocketException">The port could not be bound.</exception>
    public static ScriptedSmtpServer Start(ScriptedSmtpOptions options, params SmtpScript[] scripts) =>
        Start(options, [.. scripts.Select(script => (Func<ScriptedConnection, Task>)script.RunAsync)]);

    /// <inheritdoc cref="Start(ScriptedSmtpOptions, SmtpScript[])"/>
    public static ScriptedSmtpServer Start(ScriptedSmtpOptions options, params Func<ScriptedConnection, Task>[] scripts)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scripts);
        return new ScriptedSmtpServer(options, scripts);
    }

    /// <summary>Waits for a connection to be accepted.</summary>
    /// <param name="number">1 for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ScriptedConnection> ConnectionAsync(int number = 1, CancellationToken cancellationToken = default)
    {
        await _accepted.WaitAsync(number, cancellationToken).ConfigureAwait(false);
        return _connections.ElementAt(number - 1);
    }

    /// <summary>Stops listening, resets every connection, and waits until no script runs any more.</summary>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    /// <summary>Stops listening and ends every connection; one may still end a moment later.</summary>
    public void Dispose() => _listener.Dispose();

    // What a script throws must not end the server, nor be lost.
#pragma warning disable CA1031
    private async Task ServeAsync(Socket socket)
    {
        var connection = new ScriptedConnection(socket, new PumpedStream(socket), _accepted.Count + 1, _listener.Stopping);
        _connections.Enqueue(connection);
        _accepted.Add();
        var script = _scripts[Math.Min(connection.Number, _scripts.Count) - 1];
        var isStopped = false;
        try
        {
            try
            {
                // A script may wait for something of the test's own that never comes.
                await Task.Run(() => script(connection), _listener.Stopping).WaitAsync(_listener.Stopping).ConfigureAwait(false);
            }
            catch (Exception error) when (IsClientsDoing(error))
            {
                // What is left to do is to hear how it went.
            }

            await connection.FinishAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_listener.Stopping.IsCancellationRequested)
        {
            isStopped = true;
        }
        catch (Exception error) when (IsClientsDoing(error))
        {
            // It broke while the rest was read.
        }
        catch (Exception error)
        {
            _failures.Enqueue(error);
            connection.Reset();
        }

        await connection.EndAsync(isStopped).ConfigureAwait(false);
    }
#pragma warning restore CA1031

    private static bool IsClientsDoing(Exception error) =>
        error is IOException or SocketException or AuthenticationException;
}
