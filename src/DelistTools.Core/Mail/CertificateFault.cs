using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace DelistTools.Mail;

/// <summary>Says in words why a server's certificate is not trusted.</summary>
internal static class CertificateFault
{
    /// <param name="host">The host that was asked for.</param>
    /// <param name="certificate">What it showed; null where it showed none.</param>
    /// <param name="chain">How it was checked.</param>
    /// <param name="errors">What came of it.</param>
    internal static string Describe(string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & SslPolicyErrors.RemoteCertificateNotAvailable) != 0)
        {
            return "it shows none";
        }

        List<string> faults = new();
        X509Certificate2? details = certificate as X509Certificate2;
        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            faults.Add("it is for " + (details?.GetNameInfo(X509NameType.DnsName, false) is { Length: > 0 } name ? name : "another name") + " and not for " + host);
        }

        foreach (X509ChainStatusFlags status in (chain?.ChainStatus ?? Array.Empty<X509ChainStatus>()).Select(s => s.Status).Distinct())
        {
            faults.Add(status switch
            {
                X509ChainStatusFlags.UntrustedRoot => "it is signed by nobody whom this system trusts",
                X509ChainStatusFlags.PartialChain => "who signed it is not known to this system",
                X509ChainStatusFlags.NotTimeValid => details is null ? "it has run out or is not valid yet"
                    : "it is valid from " + Day(details.NotBefore) + " to " + Day(details.NotAfter),
                X509ChainStatusFlags.Revoked => "it was revoked",
                _ => "its check says " + status,
            });
        }

        return faults.Count > 0 ? string.Join("; ", faults) : "its check says " + errors;
    }

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
