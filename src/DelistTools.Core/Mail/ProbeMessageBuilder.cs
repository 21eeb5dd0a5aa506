using System;
using System.Globalization;
using System.IO;
using System.Text;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;

namespace DelistTools.Mail;

/// <summary>The one message of a probe: short, honest about what it is, and signed where a key is given.</summary>
internal static class ProbeMessageBuilder
{
    /// <summary>Tells people and filters what the message is.</summary>
    internal const string Field = "X-DelistTools-Probe";

    /// <summary>Builds the message.</summary>
    /// <param name="from">The sender's address.</param>
    /// <param name="to">The recipient's address.</param>
    /// <param name="helloName">The server that sends it.</param>
    /// <param name="at">When it is sent.</param>
    /// <param name="key">The key to sign with; null: unsigned.</param>
    /// <param name="messageId">Its id, without angle brackets.</param>
    /// <returns>The message with CR LF at its lines' ends.</returns>
    /// <exception cref="DkimKeyException">The key cannot be used.</exception>
    internal static byte[] Build(string from, string to, string helloName, DateTimeOffset at, DkimKey? key, out string messageId)
    {
        MimeMessage message = OutgoingMessage.Start(from, "", to, at, out messageId);
        message.Subject = "Delivery test of " + helloName + ", " + at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

        // Nobody's holiday answer is wanted (RFC 3834, section 5).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add(Field, "one delivery test, sent by the administrator of " + helloName);

        // Plain ASCII in short lines needs no encoding, so that whoever looks at the source can read it.
        TextPart body = new("plain");
        body.SetText(
            Encoding.ASCII,
            "This is a single test message. The administrator of the mail server\r\n\r\n    " + helloName + "\r\n\r\n"
                + "sent it to see whether mail from there is accepted here, and into\r\nwhich folder it goes. Nothing needs to be done with it.\r\n\r\nDelistTools\r\n");
        message.Body = body;
        message.Prepare(EncodingConstraint.SevenBit);
        if (key is not null)
        {
            Sign(message, key, from);
        }

        return OutgoingMessage.Write(message);
    }

    private static void Sign(MimeMessage message, DkimKey key, string from)
    {
        try
        {
            AsymmetricKeyParameter secret = PrivateKey(key.Pem);
            DkimSigner signer = new(
                secret, key.Domain ?? from.Substring(from.LastIndexOf('@') + 1), key.Selector,
                secret is Ed25519PrivateKeyParameters ? DkimSignatureAlgorithm.Ed25519Sha256 : DkimSignatureAlgorithm.RsaSha256)
            {
                HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
                BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
            };
            signer.Sign(message, new[] { HeaderId.From, HeaderId.To, HeaderId.Subject, HeaderId.Date, HeaderId.MessageId });
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IOException or InvalidOperationException || e.GetType().Namespace?.StartsWith("Org.BouncyCastle", StringComparison.Ordinal) == true)
        {
            // What the library says of a key may quote it.
            throw new DkimKeyException(e);
        }
    }

    private static AsymmetricKeyParameter PrivateKey(string pem)
    {
        using StringReader text = new(pem);
        object? found = new PemReader(text).ReadObject();
        AsymmetricKeyParameter? key = found is AsymmetricCipherKeyPair pair ? pair.Private : found as AsymmetricKeyParameter;
        return key is { IsPrivate: true } ? key : throw new FormatException("There is no private key.");
    }
}
