using System;
using System.IO;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace DelistTools.Mail;

/// <summary>The public key of a DKIM record, as far as its strength goes.</summary>
internal static class DkimPublicKey
{
    /// <summary>What an Ed25519 key has (RFC 8463, section 4.2).</summary>
    private const int Ed25519Octets = 32;

    /// <summary>
    /// The bits of an RSA modulus in the tag p=: a SubjectPublicKeyInfo, or a bare RSAPublicKey (RFC 6376, section 3.6.1, and
    /// its erratum 3017).
    /// </summary>
    /// <returns>Null where the octets are no RSA key.</returns>
    internal static int? RsaBits(byte[] octets)
    {
        try
        {
            AsymmetricKeyParameter key = PublicKeyFactory.CreateKey(octets);
            return key is RsaKeyParameters { IsPrivate: false } rsa ? rsa.Modulus.BitLength : null;
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidCastException or InvalidOperationException or SecurityUtilityException or IndexOutOfRangeException or FormatException or OverflowException or NullReferenceException)
        {
            return BareRsaBits(octets);
        }
    }

    internal static bool IsEd25519(byte[] octets) => octets.Length == Ed25519Octets;

    private static int? BareRsaBits(byte[] octets)
    {
        try
        {
            // An RSAPublicKey is a sequence of modulus and exponent (RFC 8017, appendix A.1.1).
            return Asn1Sequence.GetInstance(Asn1Object.FromByteArray(octets)) is { Count: 2 } key
                ? DerInteger.GetInstance(key[0]).PositiveValue.BitLength
                : null;
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidCastException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException or NullReferenceException)
        {
            return null;
        }
    }
}
