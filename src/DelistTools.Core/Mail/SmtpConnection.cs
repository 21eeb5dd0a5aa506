using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Mail;

/// <summary>
/// A client's side of an SMTP connection, step by step. Libraries hide greetings, lose the words of refusals and stop at what
/// is not quite right; here each reply is given as it came (RFC 5321, section 4.2).
/// </summary>
internal sealed class SmtpConnection : IDisposable
{
    /// <summary>How long a server may take to say goodbye.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LastWord = TimeSpan.FromMilliseconds(200);

    private readonly Socket _socket;
    private readonly TranscriptRecorder _transcript;
    private readonly SmtpLineReader _reader = new();
    private Stream _stream;
    private bool _isOpen = true;
    private bool _mayTalk;
    private volatile bool _canQuit;

    private SmtpConnection(Socket socket, TranscriptRecorder transcript)
    {
        _socket = socket;
        _transcript = transcript;
        _stream = new NetworkStream(socket, ownsSocket: false);
    }

    internal IPAddress LocalAddress => ((IPEndPoint)_socket.LocalEndPoint!).Address;

    /// <summary>The stage under which what follows is written down.</summary>
    internal SmtpStage Stage { get; set; }

    /// <summary>How the connection is encrypted; null while it is not.</summary>
    internal ProbeTls? Tls { get; private set; }

    /// <summary>Connects to one address, within a time of its own.</summary>
    /// <param name="remote">The server's address and port.</param>
    /// <param name="local">The address to connect from; null: the system's choice.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="transcript">Where what is said is written down.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">It could not be connected; TimedOut where it took too long.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<SmtpConnection> OpenAsync(
        IPEndPoint remote, IPAddress? local, TimeSpan timeout, TranscriptRecorder transcript, CancellationToken cancellationToken)
    {
        Socket socket = await MailSocket.ConnectAsync(remote, local, timeout, cancellationToken).ConfigureAwait(false);
        return new SmtpConnection(socket, transcript);
    }

    /// <summary>Reads one reply.</summary>
    /// <param name="timeout">How long all of it may take, however slowly it comes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<SmtpAnswer> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(timeout);
        try
        {
            using (cancellationToken.Register(Stop))
            using (limit.Token.Register(Abort))
            {
                SmtpAnswer answer = await _reader.ReadAsync(_stream, Hear, CancellationToken.None).ConfigureAwait(false);

                // A server that hears the goodbye closes, which looks like the end of its reply.
                cancellationToken.ThrowIfCancellationRequested();
                _mayTalk = answer.Fault == SmtpAnswerFault.None && answer.Code != 421;
                _canQuit = _mayTalk;
                _isOpen &= answer.Fault is SmtpAnswerFault.None or SmtpAnswerFault.NotSmtp or SmtpAnswerFault.TooLong;
                return answer;
            }
        }
        catch (SmtpBrokenException e)
        {
            _isOpen = false;
            cancellationToken.ThrowIfCancellationRequested();
            bool isLate = limit.IsCancellationRequested;
            return new SmtpAnswer(e.Answer.Code, e.Answer.Lines, isLate ? SmtpAnswerFault.TimedOut : SmtpAnswerFault.Reset, isLate ? null : e.Answer.Detail);
        }
    }

    /// <summary>Sends a command and reads the reply.</summary>
    /// <param name="command">The command without its line end.</param>
    /// <param name="shown">What of it is written down; null: all.</param>
    /// <param name="timeout">How long the reply may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The command holds a line break or another control character.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<SmtpAnswer> AskAsync(string command, string? shown, TimeSpan timeout, CancellationToken cancellationToken)
    {
        foreach (char c in command)
        {
            if (char.IsControl(c))
            {
                throw new ArgumentException("A command is one line without control characters.", nameof(command));
            }
        }

        _transcript.Add(Stage, TranscriptDirection.Sent, shown ?? command);
        return await SendAsync(Encoding.UTF8.GetBytes(command + "\r\n"), timeout, cancellationToken).ConfigureAwait(false)
            ?? await ReadAsync(timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a message, dots stuffed and its end behind it (RFC 5321, section 4.5.2), and reads the reply.</summary>
    /// <param name="message">The message with CR LF at its lines' ends.</param>
    /// <param name="timeout">How long the sending, and then the reply, may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<SmtpAnswer> SendMessageAsync(byte[] message, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _transcript.Add(Stage, TranscriptDirection.Sent, "(the message, " + message.Length + " bytes, and a dot)");

        // From here on nothing but the end of the message may be said.
        _mayTalk = _canQuit = false;
        SmtpAnswer? failed = await SendAsync(Stuffed(message), timeout, cancellationToken).ConfigureAwait(false);
        _canQuit = failed is null;
        return failed ?? await ReadAsync(timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins TLS as a sending server does: any certificate will do, and is told of.</summary>
    /// <param name="host">The server's name.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why it failed; null where it did not. After a failure the connection is of no more use.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    [SuppressMessage(
        "Security", "CA5359:Do Not Disable Certificate Validation",
        Justification = "RFC 3207, section 4.1: mail goes on with any certificate; what is wrong with it is told.")]
    internal async Task<string?> StartTlsAsync(string host, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (_reader.HasUnread)
        {
            // What somebody on the way sent in the clear must not count as said under encryption (CVE-2011-0411).
            _reader.Clear();
            _transcript.Add(Stage, TranscriptDirection.Note, "What came in the clear behind the reply was dropped.");
        }

        SeenCertificate seen = new();
        SslStream tls = new(_stream, leaveInnerStreamOpen: false, (_, certificate, _, errors) =>
        {
            seen.Take(certificate, errors);
            return true;
        });
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            using (limit.Token.Register(Abort))
            {
                await tls.AuthenticateAsClientAsync(host, null, SslProtocols.None, checkCertificateRevocation: false).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is AuthenticationException or IOException or ObjectDisposedException or InvalidOperationException or SocketException or NotSupportedException or ArgumentException)
        {
            _isOpen = false;
            tls.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            string why = limit.IsCancellationRequested ? "it took too long" : e.GetBaseException().Message;
            _transcript.Add(Stage, TranscriptDirection.Note, "TLS failed: " + why);
            return why;
        }

        _stream = tls;
        string? cipher = null;
#if NET
        cipher = tls.NegotiatedCipherSuite.ToString();
#endif
        Tls = seen.Connection(tls.SslProtocol, cipher);
        _transcript.Add(Stage, TranscriptDirection.Note, "TLS: " + Tls + (Tls.Subject is null ? "" : ", " + Tls.Subject));
        return null;
    }

    /// <summary>Says goodbye where that can still be said, and closes. Never throws, and takes two seconds at most.</summary>
    /// <param name="takesBack">A transaction was begun that is not to go on.</param>
    /// <param name="cancellationToken">Whether anybody waits for the server's answers.</param>
    internal async Task LeaveAsync(bool takesBack, CancellationToken cancellationToken)
    {
        if (!_isOpen || !_mayTalk)
        {
            Dispose();
            return;
        }

        try
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _transcript.Add(Stage, TranscriptDirection.Sent, "QUIT");
                await SendAsync(Encoding.ASCII.GetBytes("QUIT\r\n"), TimeSpan.FromMilliseconds(200), CancellationToken.None).ConfigureAwait(false);
                return;
            }

            if (takesBack)
            {
                await AskAsync("RSET", null, Goodbye, cancellationToken).ConfigureAwait(false);
            }

            if (_isOpen && _mayTalk)
            {
                await AskAsync("QUIT", null, Goodbye, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Whoever gives up now has heard all that matters.
        }
        finally
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isOpen = false;
        _stream.Dispose();
        _socket.Dispose();
    }

    private void Abort() => _socket.Close();

    /// <summary>Whoever gives up says goodbye first, where the server is not in the middle of a message or has not greeted yet.</summary>
    private void Stop()
    {
        try
        {
            if (_canQuit)
            {
                _transcript.Add(Stage, TranscriptDirection.Sent, "QUIT");
                _stream.WriteAllAsync(Encoding.ASCII.GetBytes("QUIT\r\n"), CancellationToken.None).Wait(LastWord);
                _socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is AggregateException or SocketException or ObjectDisposedException or InvalidOperationException or IOException or NotSupportedException)
        {
            // There is nobody any more to say goodbye to.
        }
        finally
        {
            _socket.Close();
        }
    }

    private void Hear(string line) => _transcript.Add(Stage, TranscriptDirection.Received, line);

    /// <summary>Null where it was sent.</summary>
    private async Task<SmtpAnswer?> SendAsync(byte[] bytes, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            using (limit.Token.Register(Abort))
            {
                await _stream.WriteAllAsync(bytes, limit.Token).ConfigureAwait(false);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested)
            {
                _isOpen = false;
                return new SmtpAnswer(0, Array.Empty<string>(), SmtpAnswerFault.TimedOut);
            }

            // A server that closes after its last word may have said it already.
            return _isOpen ? null : new SmtpAnswer(0, Array.Empty<string>(), SmtpAnswerFault.Reset, e.GetBaseException().Message);
        }
    }

    private static byte[] Stuffed(byte[] message)
    {
        using MemoryStream stuffed = new(message.Length + 64);
        bool atStart = true;
        foreach (byte b in message)
        {
            if (atStart && b == '.')
            {
                stuffed.WriteByte((byte)'.');
            }

            stuffed.WriteByte(b);
            atStart = b == '\n';
        }

        if (!atStart)
        {
            stuffed.WriteByte((byte)'\r');
            stuffed.WriteByte((byte)'\n');
        }

        stuffed.WriteByte((byte)'.');
        stuffed.WriteByte((byte)'\r');
        stuffed.WriteByte((byte)'\n');
        return stuffed.ToArray();
    }
}
