using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace DelistTools.Mail;

/// <summary>Hands a message to a relay, as a mail program does (RFC 6409). Unlike between servers, the certificate counts.</summary>
internal sealed class RelaySubmission
{
    /// <summary>TLS from the start (RFC 8314, section 3.3).</summary>
    private const int ImplicitTlsPort = 465;

    private readonly string _host;
    private readonly int _port;
    private readonly NetworkCredential? _credential;
    private readonly RelaySecurity _security;
    private readonly bool _acceptsAnyCertificate;

    internal RelaySubmission(string host, int port, NetworkCredential? credential, RelaySecurity security, bool acceptsAnyCertificate)
    {
        _host = host;
        _port = port;
        _credential = credential;
        _security = security;
        _acceptsAnyCertificate = acceptsAnyCertificate;
    }

    /// <summary>Sends the message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="from">The envelope's sender.</param>
    /// <param name="to">The envelope's recipient.</param>
    /// <param name="helloName">The name for EHLO.</param>
    /// <param name="timeout">How long each step may take.</param>
    /// <param name="transcript">Where what is said is written down.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<RelayAnswer> SendAsync(
        byte[] message, string from, string to, string helloName, TimeSpan timeout, TranscriptRecorder transcript, CancellationToken cancellationToken)
    {
        using RelayTranscript logger = new(transcript);
        using SmtpClient client = new(logger)
        {
            LocalDomain = helloName,
            Timeout = (int)timeout.TotalMilliseconds,
            CheckCertificateRevocation = false,
        };
        SeenCertificate seen = new();
        IPEndPoint? local = null;
        IPEndPoint? remote = null;
        client.ServerCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            seen.Take(certificate, errors);
            return errors == SslPolicyErrors.None || _acceptsAnyCertificate;
        };
        RelayAnswer Answer(ProbeOutcome outcome, SmtpStage stage, int? code = null, string text = "", string? failure = null, string? id = null) =>
            new(outcome, stage, code, text, failure, id) { Tls = client.IsSecure ? seen.Connection(client.SslProtocol) : null, LocalAddress = local?.Address.ToString(), RemoteAddress = remote?.Address.ToString() };
        RelayAnswer Fail(ProbeOutcome outcome, string failure, string? id = null) =>
            Answer(outcome, logger.Stage, failure: transcript.Redacted(failure), id: id);
        HideSecrets(transcript);
        Socket? socket = null;
        try
        {
            using (CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
            {
                limit.CancelAfter(timeout);
                socket = await MailSocket.ConnectAsync(
                    await MailSocket.ResolveAsync(_host, limit.Token).ConfigureAwait(false), _port, limit.Token).ConfigureAwait(false);
                local = socket.LocalEndPoint as IPEndPoint;
                remote = socket.RemoteEndPoint as IPEndPoint;
            }

            SecureSocketOptions options = _port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
                : _security == RelaySecurity.WhenAvailable ? SecureSocketOptions.StartTlsWhenAvailable
                : SecureSocketOptions.StartTls;
            await client.ConnectAsync(socket, _host, _port, options, cancellationToken).ConfigureAwait(false);
            if (_credential is not null)
            {
                await client.AuthenticateAsync(_credential, cancellationToken).ConfigureAwait(false);
            }

            using MemoryStream stream = new(message, writable: false);
            MimeMessage parsed = await MimeMessage.LoadAsync(stream, cancellationToken).ConfigureAwait(false);
            client.Timeout = (int)Math.Min(int.MaxValue, 5 * timeout.TotalMilliseconds);
            string said = await client.SendAsync(parsed, new MailboxAddress("", from), new[] { new MailboxAddress("", to) }, cancellationToken).ConfigureAwait(false);
            return Answer(ProbeOutcome.Accepted, SmtpStage.Delivered, 250, "250 " + said);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (AuthenticationException e)
        {
            return Fail(ProbeOutcome.LocalError, e.Message, "RelayLoginFailed");
        }
        catch (SslHandshakeException e)
        {
            return Fail(ProbeOutcome.TlsFailed, seen.Problem ?? e.GetBaseException().Message, seen.Problem is null ? "RelayTlsFailed" : "RelayCertificateInvalid");
        }
        catch (SmtpCommandException e)
        {
            int code = (int)e.StatusCode;
            SmtpStage stage = e.ErrorCode switch
            {
                SmtpErrorCode.SenderNotAccepted => SmtpStage.MailFrom,
                SmtpErrorCode.RecipientNotAccepted => SmtpStage.Recipient,
                SmtpErrorCode.MessageNotAccepted => SmtpStage.Data,
                _ => logger.Stage,
            };
            return Answer(code >= 500 ? ProbeOutcome.Refused : ProbeOutcome.Deferred, stage, code, code + " " + e.Message);
        }
        catch (SmtpProtocolException e)
        {
            return Fail(ProbeOutcome.Interrupted, e.Message);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return Fail(
                logger.Stage == SmtpStage.Connect ? ProbeOutcome.ConnectFailed : ProbeOutcome.Interrupted,
                "It said nothing within " + (client.Timeout / 1000) + " seconds.");
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            return Fail(logger.Stage == SmtpStage.Connect ? ProbeOutcome.ConnectFailed : ProbeOutcome.Interrupted, e.GetBaseException().Message);
        }
        catch (ServiceNotAuthenticatedException)
        {
            return Fail(ProbeOutcome.LocalError, "it takes mail only from who logs in; give the account with -Credential", "RelayLoginFailed");
        }
        catch (NotSupportedException e)
        {
            // It has no STARTTLS, or no way to log in that is known.
            bool isTls = !client.IsSecure && _security == RelaySecurity.Required && !client.IsConnected;
            return Fail(ProbeOutcome.LocalError, e.Message, isTls ? "RelayTlsMissing" : "RelayLoginFailed");
        }
        catch (InvalidOperationException e)
        {
            return Fail(ProbeOutcome.Interrupted, e.Message);
        }
        finally
        {
            if (client.IsConnected)
            {
                using CancellationTokenSource goodbye = new(TimeSpan.FromMilliseconds(cancellationToken.IsCancellationRequested ? 300 : 2000));
                await LeaveAsync(client, goodbye.Token).ConfigureAwait(false);
            }

            socket?.Dispose();
        }
    }

    /// <summary>A relay may repeat the command that it refuses, with the password in it.</summary>
    private void HideSecrets(TranscriptRecorder transcript)
    {
        if (_credential is null)
        {
            return;
        }

        // A password of three letters would be found in every other word.
        foreach (string form in LoginSecret.Forms(_credential.UserName, _credential.Password).Where(f => f.Length > 3))
        {
            transcript.Hide(form);
        }
    }

    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or OperationCanceledException or CommandException or ObjectDisposedException or InvalidOperationException)
        {
            // A goodbye that cannot be said is not worth a word.
        }
    }
}
