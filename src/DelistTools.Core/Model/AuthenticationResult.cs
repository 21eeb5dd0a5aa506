namespace DelistTools;

/// <summary>What the receiving server found when it checked a message: one result of a field Authentication-Results (RFC 8601).</summary>
public sealed class AuthenticationResult
{
    internal AuthenticationResult()
    {
    }

    /// <summary>What was checked, in lower case: <c>spf</c>, <c>dkim</c>, <c>dmarc</c>, <c>arc</c>, <c>iprev</c>, <c>compauth</c> or another one.</summary>
    public string Method { get; internal init; } = "";

    /// <summary>What came out, in lower case: <c>pass</c>, <c>fail</c>, <c>softfail</c>, <c>none</c>, <c>temperror</c> or another one (RFC 8601, section 2.7).</summary>
    public string Result { get; internal init; } = "";

    /// <summary>Why, by the server's reason or its first comment; null where it says nothing.</summary>
    public string? Reason { get; internal init; }

    /// <summary>What was looked at, such as <c>smtp.mailfrom=example.com</c> or <c>header.d=example.com header.s=mail</c>; null where the server does not say.</summary>
    public string? Properties { get; internal init; }

    /// <summary>The name under which the server reports; null where it gives none, as Microsoft's do not.</summary>
    public string? Server { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Method + "=" + Result;
}
