using System;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace DelistTools.Mail;

/// <summary>The certificate that a server showed, kept while TLS begins.</summary>
internal sealed class SeenCertificate
{
    private string? _subject;
    private string? _issuer;
    private DateTime? _notAfter;

    /// <summary>What is wrong with it; null where nothing is.</summary>
    internal string? Problem { get; private set; }

    internal void Take(X509Certificate? certificate, SslPolicyErrors errors)
    {
        _subject = NetworkText.CleanOrNull(certificate?.Subject);
        _issuer = NetworkText.CleanOrNull(certificate?.Issuer);
        _notAfter = (certificate as X509Certificate2)?.NotAfter.ToUniversalTime();
        Problem = errors == SslPolicyErrors.None ? null : errors.ToString();
    }

    /// <summary>The connection that came of it.</summary>
    /// <param name="protocol">The version of TLS.</param>
    /// <param name="cipher">The cipher suite; null where nobody tells.</param>
    internal ProbeTls Connection(SslProtocols protocol, string? cipher = null) => new(protocol.ToString(), cipher, _subject, _issuer, _notAfter, Problem);
}
