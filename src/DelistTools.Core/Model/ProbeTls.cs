using System;

namespace DelistTools;

/// <summary>How a connection was encrypted. A sending server takes any certificate (RFC 3207, section 4.1), and so does the probe.</summary>
public sealed class ProbeTls
{
    internal ProbeTls(string protocol, string? cipher, string? subject, string? issuer, DateTime? notAfter, string? problem)
    {
        Protocol = protocol;
        Cipher = cipher;
        Subject = subject;
        Issuer = issuer;
        NotAfter = notAfter;
        Problem = problem;
    }

    /// <summary>The version, such as <c>Tls13</c>.</summary>
    public string Protocol { get; }

    /// <summary>The cipher suite; null where the system does not tell.</summary>
    public string? Cipher { get; }

    /// <summary>Whom the certificate is for; null where the server gave none.</summary>
    public string? Subject { get; }

    /// <summary>Who issued it.</summary>
    public string? Issuer { get; }

    /// <summary>Until when it holds, in UTC.</summary>
    public DateTime? NotAfter { get; }

    /// <summary>What a web browser would not have taken about it; null where nothing.</summary>
    public string? Problem { get; }

    /// <inheritdoc/>
    public override string ToString() => Protocol + (Problem is null ? "" : " (" + Problem + ")");
}
