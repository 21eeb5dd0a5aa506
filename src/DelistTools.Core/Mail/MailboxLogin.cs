namespace DelistTools.Mail;

/// <summary>What it takes to open a mailbox. Never shown: the secret is in it.</summary>
internal sealed class MailboxLogin
{
    private const int ImplicitTlsPort = 993;

    private const int PlainPort = 143;

    /// <param name="server">The server, as the user wrote it and read.</param>
    /// <param name="security">How the connection is encrypted.</param>
    internal MailboxLogin(MailServerAddress server, ImapSecurity security)
    {
        Host = server.Host;
        Port = server.Port ?? (security is ImapSecurity.Auto or ImapSecurity.ImplicitTls ? ImplicitTlsPort : PlainPort);
        Security = security != ImapSecurity.Auto ? security : Port == ImplicitTlsPort ? ImapSecurity.ImplicitTls : ImapSecurity.StartTls;
    }

    internal string Host { get; }

    internal int Port { get; }

    /// <summary>Never <see cref="ImapSecurity.Auto"/>.</summary>
    internal ImapSecurity Security { get; }

    internal string User { get; init; } = "";

    /// <summary>The password, or the access token.</summary>
    internal string Secret { get; init; } = "";

    /// <summary>The secret is an access token of OAuth 2.0.</summary>
    internal bool IsToken { get; init; }

    internal bool SkipCertificateCheck { get; init; }

    /// <summary>Host and port, as they are spoken of.</summary>
    internal string Server => (Host.IndexOf(':') >= 0 ? "[" + Host + "]" : Host) + ":" + Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
