namespace DelistTools.Mail;

/// <summary>A private key to sign with (RFC 6376), and where its public half is published.</summary>
internal sealed class DkimKey
{
    internal DkimKey(string pem, string selector, string? domain)
    {
        Pem = pem;
        Selector = selector;
        Domain = domain;
    }

    /// <summary>The key as PEM. Never shown.</summary>
    internal string Pem { get; }

    internal string Selector { get; }

    /// <summary>The signing domain; null: the sender's.</summary>
    internal string? Domain { get; }

    /// <summary>Not the key.</summary>
    public override string ToString() => Selector + "._domainkey" + (Domain is null ? "" : "." + Domain);
}
