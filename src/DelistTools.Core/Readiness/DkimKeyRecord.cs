using System;
using System.Linq;
using System.Text;
using DelistTools.Mail;

namespace DelistTools.Readiness;

/// <summary>A DKIM key record, read (RFC 6376, section 3.6.1; RFC 8301; RFC 8463).</summary>
internal sealed class DkimKeyRecord
{
    /// <summary>Receivers ignore shorter ones (RFC 8301, section 3.2).</summary>
    private const int WeakestBits = 1024;

    private const int AdvisedBits = 2048;

    /// <summary>Receivers have to be able to check no longer ones (RFC 8301, section 3.2).</summary>
    private const int LongestBits = 4096;

    private DkimKeyRecord(ReadinessStatus status, string found)
    {
        Status = status;
        Found = found;
    }

    internal ReadinessStatus Status { get; }

    /// <summary>What the record is, or what is wrong with it.</summary>
    internal string Found { get; }

    internal static DkimKeyRecord Read(string text)
    {
        TagList tags = TagList.Parse(text);
        if (tags["v"] is { } version && (version != "DKIM1" || tags.Names[0] != "v"))
        {
            return Bad(version == "DKIM1" ? "The tag v= does not come first." : "The version is '" + version + "', and only DKIM1 is known.");
        }

        if (tags.Fault is not null)
        {
            return Bad("The record cannot be read: " + tags.Fault + ".");
        }

        if (tags["p"] is not { } key)
        {
            return Bad("The record has no key (p=).");
        }

        if (key.Length == 0)
        {
            return Bad("The key is revoked (p= is empty).");
        }

        if (tags["h"] is { } hashes && !List(hashes).Contains("sha256", StringComparer.Ordinal))
        {
            return Bad("The record allows only the hash " + hashes + ", and receivers take sha256 only (RFC 8301).");
        }

        if (tags["s"] is { } services && !List(services).Any(s => s is "*" or "email"))
        {
            return Bad("The key is not for mail (s=" + services + ").");
        }

        return OfKey(tags, key);
    }

    private static DkimKeyRecord OfKey(TagList tags, string key)
    {
        byte[]? octets = Decode(key);
        if (octets is null)
        {
            return Bad("The key is no base64; a quotation mark or a backslash may have come along when it was copied.");
        }

        bool isTest = tags["t"] is { } flags && flags.Split(':').Any(f => f.Trim() == "y");
        string kind = tags["k"] ?? "rsa";
        switch (kind)
        {
            case "ed25519":
                return !DkimPublicKey.IsEd25519(octets) ? Bad("The key is no Ed25519 key: it has " + octets.Length + " octets, and not 32.")
                    : new DkimKeyRecord(
                        ReadinessStatus.Warn, "An Ed25519 key" + Test(isTest) + ". Many receivers cannot check it yet; sign with an RSA key beside it (RFC 8463).");
            case "rsa":
                return DkimPublicKey.RsaBits(octets) is { } bits ? OfRsa(bits, isTest) : Bad("The key cannot be read as an RSA key; a part of it may be missing.");
            default:
                return Bad("The kind of key is '" + kind + "', and only rsa and ed25519 are known.");
        }
    }

    private static DkimKeyRecord OfRsa(int bits, bool isTest) => bits switch
    {
        < WeakestBits => Bad("An RSA key of " + bits + " bits; receivers ignore keys below 1024 (RFC 8301)."),
        < AdvisedBits => new DkimKeyRecord(ReadinessStatus.Warn, "An RSA key of " + bits + " bits" + Test(isTest) + "; 2048 are advised."),
        > LongestBits => new DkimKeyRecord(ReadinessStatus.Warn, "An RSA key of " + bits + " bits" + Test(isTest) + "; receivers need not check more than 4096."),
        _ when isTest => new DkimKeyRecord(ReadinessStatus.Warn, "An RSA key of " + bits + " bits" + Test(true) + "."),
        _ => new DkimKeyRecord(ReadinessStatus.Pass, "An RSA key of " + bits + " bits"),
    };

    private static DkimKeyRecord Bad(string found) => new(ReadinessStatus.Fail, found);

    private static string Test(bool isTest) => isTest ? ", marked as a test (t=y), by which receivers may treat mail as unsigned" : "";

    private static string[] List(string text) => text.Split(':').Select(t => t.Trim().ToLowerInvariant()).ToArray();

    private static byte[]? Decode(string key)
    {
        StringBuilder plain = new(key.Length);
        foreach (char c in key.Where(c => !char.IsWhiteSpace(c)))
        {
            plain.Append(c);
        }

        try
        {
            return Convert.FromBase64String(plain.ToString());
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
