using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DelistTools.Lab;

/// <summary>Certificates made in memory, with their keys, for servers that speak TLS. Nobody trusts them.</summary>
public static class LabCertificates
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Signed by itself, good for a day, for a name.</summary>
    public static X509Certificate2 SelfSigned(string hostName = "mx.lab.test") =>
        Create(hostName, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

    /// <summary>Signed by itself, out of date since yesterday.</summary>
    public static X509Certificate2 Expired(string hostName = "mx.lab.test") =>
        Create(hostName, DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(-1));

    /// <summary>Signed by itself, good from tomorrow on.</summary>
    public static X509Certificate2 NotYetValid(string hostName = "mx.lab.test") =>
        Create(hostName, DateTimeOffset.UtcNow.AddDays(1), DateTimeOffset.UtcNow.AddDays(30));

    /// <summary>Signed by itself and in date, but for <c>other.lab.test</c>.</summary>
    public static X509Certificate2 WrongName() => SelfSigned("other.lab.test");

    /// <summary>Key and certificate in PEM, in the order in which Postfix wants them.</summary>
    public static string ToPem(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        using var key = certificate.GetRSAPrivateKey()
            ?? throw new ArgumentException("The certificate has no RSA key.", nameof(certificate));
        return key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem() + "\n";
    }

    private static X509Certificate2 Create(string hostName, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + hostName, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(hostName);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        using var made = request.CreateSelfSigned(from, until);

        // Through PKCS #12, because Windows does not serve TLS with a key that lives in memory only. ToPem needs to export it.
        return new X509Certificate2(made.Export(X509ContentType.Pfx), (string?)null, X509KeyStorageFlags.Exportable);
    }
}
