using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A mail server on loopback whose replies are set up by <see cref="SmtpBehaviours"/>: for the refusals that real
/// servers give only to those they do not like. It keeps what it takes, and sends nothing on. TLS and authentication are
/// options.
/// </summary>
public sealed class LoopbackSmtpServer : IAsyncDisposable, IDisposable
{
    private readonly SmtpBehaviours _behaviours;
    private readonly LoopbackSmtpOptions _options;
    private readonly LoopbackListener _listener;
    private readonly SmtpLog _log;
    private readonly ConcurrentQueue<Exception> _failures = new();
    private int _open;

    private LoopbackSmtpServer(SmtpBehaviours behaviours, LoopbackSmtpOptions options)
    {
        if (options.TlsFromTheStart && options.Certificate is null)
        {
            throw new ArgumentException("TLS from the start needs a certificate.", nameof(options));
        }

        _behaviours = behaviours;
        _options = options;
        _log = new SmtpLog(options.MostKept);
        _listener = new LoopbackListener(options.Address, options.Port);
        _listener.Start(ServeAsync, _failures.Enqueue);
    }

    /// <summary>Address and port.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>The port.</summary>
    public int Port => EndPoint.Port;

    /// <summary>Address and port as <c>127.0.0.1:port</c> or <c>[::1]:port</c>.</summary>
    public string MailServer => EndPoint.ToString();

    /// <summary>The set-up.</summary>
    public SmtpBehaviours Behaviours => _behaviours;

    /// <summary>The sessions, in the order in which they began; those under way too.</summary>
    public IReadOnlyList<SmtpSessionSeen> Sessions => _log.Sessions;

    /// <summary>The messages taken, in order.</summary>
    public IReadOnlyList<SmtpMessageTaken> Messages => _log.Messages;

    /// <summary>What the set-up threw, and what broke unexpectedly. Empty in a sound test.</summary>
    public IReadOnlyList<Exception> Failures => [.. _failures];

    /// <summary>Starts a server; it answers when this returns.</summary>
    /// <param name="behaviours">What it says; null: it takes all mail.</param>
    /// <param name="options">Where it listens, and its limits; null: 127.0.0.1.</param>
    /// <exception cref="ArgumentException">The address is no loopback address, or a certificate is wanting.</exception>
    /// <exception cref="SocketException">No port could be bound.</exception>
    public static LoopbackSmtpServer Start(SmtpBehaviours? behaviours = null, LoopbackSmtpOptions? options = null) =>
        new(behaviours ?? new SmtpBehaviours(), options ?? new LoopbackSmtpOptions());

    /// <summary>Waits until the server has come to a point this many times in all, whatever it said there.</summary>
    /// <param name="kind">The point.</param>
    /// <param name="count">The number, counted from the server's start.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitForTurnsAsync(SmtpTurnKind kind, int count = 1, CancellationToken cancellationToken = default) =>
        _log.Turns(kind).WaitAsync(count, cancellationToken);

    /// <summary>Waits until the server has taken this many messages in all.</summary>
    /// <inheritdoc cref="WaitForTurnsAsync"/>
    public Task WaitForMessagesAsync(int count = 1, CancellationToken cancellationToken = default) =>
        _log.MessagesTaken.WaitAsync(count, cancellationToken);

    /// <summary>Waits until this many sessions in all have ended.</summary>
    /// <inheritdoc cref="WaitForTurnsAsync"/>
    public Task WaitForEndedSessionsAsync(int count = 1, CancellationToken cancellationToken = default) =>
        _log.SessionsEnded.WaitAsync(count, cancellationToken);

    /// <summary>Stops listening, closes every session, and waits until nothing runs any more.</summary>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    /// <summary>Stops listening and closes every session; one may still end a moment later.</summary>
    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(Socket connection)
    {
        var stream = new NetworkStream(connection, ownsSocket: true);
        var session = new SmtpSessionSeen((IPEndPoint)connection.RemoteEndPoint!);
        var conversation = new SmtpConversation(
            new SmtpWire(stream, _options.LongestLine), session, _behaviours, _options, _log, Decide);
        _log.Begin(session);
        try
        {
            await TalkAsync(conversation, Interlocked.Increment(ref _open) <= _options.MostSessions).ConfigureAwait(false);
        }
        catch (Exception error) when (_listener.Stopping.IsCancellationRequested
            && error is OperationCanceledException or ObjectDisposedException or SocketException or IOException)
        {
            session.End = SmtpEnd.Stopped;
        }
        catch (AuthenticationException)
        {
            session.End = SmtpEnd.TlsFailed;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // The client has gone away in the middle of something: its own business.
            session.End = session.End == SmtpEnd.None ? SmtpEnd.ClientLeft : session.End;
        }
        finally
        {
            Interlocked.Decrement(ref _open);
            await stream.DisposeAsync().ConfigureAwait(false);
            _log.SessionsEnded.Add();
        }
    }

    private async Task TalkAsync(SmtpConversation conversation, bool hasRoom)
    {
        if (!hasRoom)
        {
            await conversation.SayAsync(new SmtpReply(421, "4.7.0 Too many sessions"), _listener.Stopping).ConfigureAwait(false);
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_listener.Stopping);
        limit.CancelAfter(_options.SessionTime);
        try
        {
            await conversation.RunAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_listener.Stopping.IsCancellationRequested)
        {
            await conversation.SayAsync(new SmtpReply(421, "4.4.2 The time is up"), _listener.Stopping).ConfigureAwait(false);
        }
    }

    // What a rule throws must neither end the server nor be lost: it is kept in Failures, and 451 shows it to the client.
#pragma warning disable CA1031
    private SmtpReply? Decide(SmtpTurn turn)
    {
        try
        {
            return _behaviours.Reply(turn);
        }
        catch (Exception error)
        {
            _failures.Enqueue(error);
            return new SmtpReply(451, "4.3.0 The laboratory's rule failed");
        }
    }
#pragma warning restore CA1031
}
