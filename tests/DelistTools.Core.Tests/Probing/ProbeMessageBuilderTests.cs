using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Mail;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ProbeMessageBuilderTests
{
    /// <summary>Made for this test, and used nowhere else.</summary>
    private const string Ed25519 = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINOttE2uLEbKsbFvow+AI1MOp1hSfVTn3hg4Btkt/Ryo\n-----END PRIVATE KEY-----\n";

    [Theory]
    [InlineData("rsa-pkcs1", "rsa-sha256")]
    [InlineData("rsa-pkcs8", "rsa-sha256")]
    [InlineData("ed25519", "ed25519-sha256")]
    public void Build_WithAKey_IsSignedSoThatItVerifies(string kind, string algorithm)
    {
        using RSA rsa = RSA.Create(2048);
        string pem = kind switch { "rsa-pkcs1" => rsa.ExportRSAPrivateKeyPem(), "rsa-pkcs8" => rsa.ExportPkcs8PrivateKeyPem(), _ => Ed25519 };
        MimeMessage message = Parse(Build(new DkimKey(pem, "lab", "signer.internal")));
        string signature = message.Headers[HeaderId.DkimSignature]!;

        Assert.Contains("a=" + algorithm, signature, StringComparison.Ordinal);
        Assert.Contains("d=signer.internal; s=lab", signature, StringComparison.Ordinal);
        DkimVerifier verifier = new(new Locator(PublicKey(pem, rsa)));
        Assert.True(verifier.Verify(message, message.Headers[message.Headers.IndexOf(HeaderId.DkimSignature)]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key at all")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nc2VjcmV0IHdvcmRz\n-----END PRIVATE KEY-----\n")]
    [InlineData("public")]
    [InlineData("encrypted")]
    public void Build_WithWhatIsNoKey_SaysSoAndQuotesNothing(string text)
    {
        using RSA rsa = RSA.Create(1024);
        string pem = text switch
        {
            "public" => rsa.ExportSubjectPublicKeyInfoPem(),
            "encrypted" => rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000)),
            _ => text,
        };
        DkimKeyException error = Assert.Throws<DkimKeyException>(() => Build(new DkimKey(pem, "lab", null)));
        Assert.DoesNotContain("c2VjcmV0", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Message_SaysWhatItIsInPlainAscii()
    {
        string text = Encoding.ASCII.GetString(Build(null));

        Assert.DoesNotContain("=\r\n", text, StringComparison.Ordinal);
        Assert.Contains("X-DelistTools-Probe:", text, StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), l => Assert.True(l.Length <= 998 && !l.Contains('\n', StringComparison.Ordinal)));
    }

    private static byte[] Build(DkimKey? key) => ProbeMessageBuilder.Build(
        "a@sender.internal", "b@receiver.internal", "mail.sender.internal", new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero), key, out _);

    private static MimeMessage Parse(byte[] message)
    {
        using MemoryStream stream = new(message);
        return MimeMessage.Load(stream);
    }

    private static AsymmetricKeyParameter PublicKey(string pem, RSA rsa)
    {
        if (pem != Ed25519)
        {
            return DotNetUtilities.GetRsaPublicKey(rsa.ExportParameters(false));
        }

        using StringReader reader = new(pem);
        return ((Org.BouncyCastle.Crypto.Parameters.Ed25519PrivateKeyParameters)new PemReader(reader).ReadObject()).GeneratePublicKey();
    }

    private sealed class Locator(AsymmetricKeyParameter key) : IDkimPublicKeyLocator
    {
        public AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) => key;

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) => Task.FromResult(key);
    }
}
