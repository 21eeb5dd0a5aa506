using System;
using System.Collections.Generic;

namespace DelistTools.Lab;

/// <summary>A question with the answer that was seen on the wire and the state that a correct checker reports.</summary>
/// <param name="Name">The name asked.</param>
/// <param name="Type">The type asked, A or TXT.</param>
/// <param name="Rcode">The response code's name, or <c>TIMEOUT</c>: no reply at all.</param>
/// <param name="Answers">Addresses, or the texts of TXT records without quotation marks; in no particular order.</param>
/// <param name="Expected">What a correct checker makes of it, in words.</param>
public sealed record DnsVector(
    string Name, DnsRecordType Type, string Rcode, IReadOnlyList<string> Answers, string Expected)
{
    /// <summary>Whether the server does not reply.</summary>
    public bool IsTimeout => Rcode == "TIMEOUT";

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Type} {Rcode} {string.Join(' ', Answers)}";

    /// <summary>The response code; null: no reply.</summary>
    /// <exception cref="FormatException">The file names a code that is not known here.</exception>
    public DnsResponseCode? ResponseCode => Rcode switch
    {
        "TIMEOUT" => null,
        "NOERROR" => DnsResponseCode.NoError,
        "NXDOMAIN" => DnsResponseCode.NxDomain,
        "REFUSED" => DnsResponseCode.Refused,
        "SERVFAIL" => DnsResponseCode.ServerFailure,
        _ => throw new FormatException($"The vector for {Name} has the unknown response code '{Rcode}'."),
    };
}
