using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace DelistTools.Mail;

/// <summary>Connects to a mailbox and logs in, or says in words why that cannot be.</summary>
internal sealed class MailboxConnector
{
    private static readonly TimeSpan GreetingLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LoginLimit = TimeSpan.FromSeconds(60);

    private readonly MailboxLogin _login;
    private readonly Action<string>? _trace;
    private string? _certificateFault;

    /// <param name="login">Where, and as whom.</param>
    /// <param name="trace">Told what is done; null where nobody wants to know.</param>
    internal MailboxConnector(MailboxLogin login, Action<string>? trace)
    {
        _login = login;
        _trace = trace;
    }

    /// <summary>A session that is logged in.</summary>
    /// <param name="stopping">The caller gives up: what is under way has a moment to end in good order.</param>
    /// <exception cref="MailboxException">It cannot be.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<MailboxSession> OpenAsync(CancellationToken stopping)
    {
        Socket socket = await ConnectAsync(stopping).ConfigureAwait(false);
        LastRefusal said = new();
        ImapClient client = new(said) { CheckCertificateRevocation = false, ServerCertificateValidationCallback = IsTrusted };
        MailboxSession session = new(client, socket, stopping);
        try
        {
            await GreetAsync(client, socket, stopping).ConfigureAwait(false);
            await LogInAsync(client, session, said, stopping).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<Socket> ConnectAsync(CancellationToken stopping)
    {
        try
        {
            IReadOnlyList<IPAddress> addresses = await MailSocket.ResolveAsync(_login.Host, stopping).ConfigureAwait(false);
            if (_login.Security == ImapSecurity.None && !addresses.All(IPAddress.IsLoopback))
            {
                throw Refused("a connection without encryption was asked for, and the server is not on this machine");
            }

            _trace?.Invoke("Connecting to " + _login.Server + ", " + _login.Security switch
            {
                ImapSecurity.ImplicitTls => "with TLS from the start.",
                ImapSecurity.StartTls => "with STARTTLS.",
                _ => "without encryption.",
            });
            return await MailSocket.ConnectAsync(addresses, _login.Port, stopping).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            throw Failed(e.Message);
        }
    }

    private async Task GreetAsync(ImapClient client, Socket socket, CancellationToken stopping)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(GreetingLimit);

        // Where a read cannot be given up, it ends with its socket.
        using CancellationTokenRegistration end = limit.Token.Register(socket.Dispose);
        SecureSocketOptions options = _login.Security switch
        {
            ImapSecurity.ImplicitTls => SecureSocketOptions.SslOnConnect,
            ImapSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };
        try
        {
            await client.ConnectAsync(socket, _login.Host, _login.Port, options, limit.Token).ConfigureAwait(false);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            throw new OperationCanceledException(stopping);
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            throw Failed("it did not greet in " + GreetingLimit.TotalSeconds + " seconds" + Hint());
        }
        catch (NotSupportedException)
        {
            throw Refused("the server offers no STARTTLS");
        }
        catch (SslHandshakeException) when (_certificateFault is not null && !_login.SkipCertificateCheck)
        {
            throw new MailboxException(new Problem("ImapCertificateInvalid", _login.Server, _login.Server, _certificateFault));
        }
        catch (SslHandshakeException e)
        {
            throw Failed("TLS could not be agreed on" + (e.InnerException is null ? "" : ": " + e.InnerException.Message.TrimEnd('.')) + Hint());
        }
        catch (Exception e) when (e is ProtocolException or CommandException or IOException or SocketException or ObjectDisposedException)
        {
            throw Failed(e.Message.TrimEnd('.') + Hint());
        }
    }

    private async Task LogInAsync(ImapClient client, MailboxSession session, LastRefusal said, CancellationToken stopping)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(session.LastMoment);
        limit.CancelAfter(LoginLimit);
        try
        {
            string? mechanism = Mechanism(client);
            if (mechanism is null)
            {
                // MailKit would try one mechanism after the other with the same wrong password, and accounts get locked.
                client.AuthenticationMechanisms.Clear();
                await client.AuthenticateAsync(_login.User, _login.Secret, limit.Token).ConfigureAwait(false);
            }
            else
            {
                await client.AuthenticateAsync(Sasl(mechanism), limit.Token).ConfigureAwait(false);
            }

            _trace?.Invoke("Logged in at " + _login.Server + " by " + (mechanism ?? "LOGIN") + ".");
            await IdentifyAsync(client, limit.Token).ConfigureAwait(false);
            said.IsListening = false;
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            throw new OperationCanceledException(stopping);
        }
        catch (OperationCanceledException)
        {
            throw Failed("it did not answer the log-in in " + LoginLimit.TotalSeconds + " seconds");
        }
        catch (ImapCommandException e)
        {
            throw LoginFailed(said.Text ?? e.ResponseText);
        }
        catch (Exception e) when (e is AuthenticationException or NotSupportedException)
        {
            throw LoginFailed(said.Text ?? e.Message);
        }
        catch (Exception e) when (e is ProtocolException or IOException or SocketException or ObjectDisposedException)
        {
            // A connection that broke says nothing about the password, unless the server did before.
            throw said.Text is string refusal ? LoginFailed(refusal) : Failed("the connection broke during the log-in: " + e.Message);
        }
    }

    /// <summary>The one mechanism to log in by; null: by the command LOGIN.</summary>
    private string? Mechanism(ImapClient client)
    {
        string[] known = _login.IsToken ? new[] { "XOAUTH2", "OAUTHBEARER" } : new[] { "PLAIN", "LOGIN", "SCRAM-SHA-256", "SCRAM-SHA-1" };
        string? offered = known.FirstOrDefault(client.AuthenticationMechanisms.Contains);
        return offered is null && _login.IsToken ? throw LoginFailed("it takes no access tokens (OAuth 2.0)") : offered;
    }

    private SaslMechanism Sasl(string mechanism) => mechanism switch
    {
        "XOAUTH2" => new SaslMechanismOAuth2(_login.User, _login.Secret),
        "OAUTHBEARER" => new SaslMechanismOAuthBearer(_login.User, _login.Secret),
        "PLAIN" => new SaslMechanismPlain(_login.User, _login.Secret),
        "SCRAM-SHA-256" => new SaslMechanismScramSha256(_login.User, _login.Secret),
        "SCRAM-SHA-1" => new SaslMechanismScramSha1(_login.User, _login.Secret),
        _ => new SaslMechanismLogin(_login.User, _login.Secret),
    };

    /// <summary>NetEase opens no folder for a client that has not said what it is (RFC 2971).</summary>
    private static async Task IdentifyAsync(ImapClient client, CancellationToken cancellationToken)
    {
        if ((client.Capabilities & ImapCapabilities.Id) == 0)
        {
            return;
        }

        try
        {
            await client.IdentifyAsync(new ImapImplementation { Name = "DelistTools" }, cancellationToken).ConfigureAwait(false);
        }
        catch (ImapCommandException)
        {
            // It was only an offer.
        }
    }

    private bool IsTrusted(
        object sender,
        System.Security.Cryptography.X509Certificates.X509Certificate? certificate,
        System.Security.Cryptography.X509Certificates.X509Chain? chain,
        System.Net.Security.SslPolicyErrors errors)
    {
        if (errors == System.Net.Security.SslPolicyErrors.None)
        {
            return true;
        }

        _certificateFault = CertificateFault.Describe(_login.Host, certificate, chain, errors);
        if (_login.SkipCertificateCheck)
        {
            _trace?.Invoke("The certificate of " + _login.Server + " is taken unchecked, as asked for: " + NetworkText.Clean(_certificateFault) + ".");
        }

        return _login.SkipCertificateCheck;
    }

    /// <summary>What is wrong most often where a server is there and does not greet.</summary>
    private string Hint() => _login.Security == ImapSecurity.ImplicitTls
        ? ". If this port does not begin with TLS, use -Security StartTls"
        : ". If this port begins with TLS, use -Security ImplicitTls";

    private MailboxException Failed(string reason) => new(new Problem("ImapConnectFailed", _login.Server, _login.Server, Safe(reason)));

    private MailboxException Refused(string reason) => new(new Problem("ImapPlaintextRefused", _login.Server, _login.Server, reason));

    private MailboxException LoginFailed(string? reason) => new(new Problem(
        "ImapLoginFailed", _login.Server, _login.Server, Safe(_login.User), string.IsNullOrWhiteSpace(reason) ? "it gives no reason" : Safe(reason!)));

    /// <summary>Some servers repeat what they were sent.</summary>
    private string Safe(string text) => NetworkText.Clean(
        text, t => _login.Secret.Length == 0 ? t : LoginSecret.Forms(_login.User, _login.Secret).Aggregate(t, (shown, secret) => shown.Replace(secret, "***"))).Trim().TrimEnd('.');
}
