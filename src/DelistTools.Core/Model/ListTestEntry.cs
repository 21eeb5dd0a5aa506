namespace DelistTools;

/// <summary>
/// What a list must and must not list (RFC 5782, section 5). Addresses for address lists, names for domain lists.
/// </summary>
internal sealed class ListTestEntry
{
    internal static readonly ListTestEntry Address = new() { Listed = "127.0.0.2", NotListed = "127.0.0.1" };

    internal static readonly ListTestEntry Domain = new() { Listed = "test", NotListed = "invalid" };

    /// <summary>Neither entry: nobody knows what such a list lists for sure.</summary>
    internal static readonly ListTestEntry None = new();

    /// <summary>Null where the list is known to have none.</summary>
    internal string? Listed { get; init; }

    internal string? NotListed { get; init; }

    /// <summary>
    /// A domain list's one-label entry, asked beside a deeper <see cref="Listed"/>: strict QNAME minimisation lets
    /// only the short one through.
    /// </summary>
    internal string? Shallow { get; init; }
}
