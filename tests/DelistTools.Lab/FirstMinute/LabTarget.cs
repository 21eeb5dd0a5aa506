namespace DelistTools.Lab;

/// <summary>An address or domain of the demonstration and what a check of it shows.</summary>
/// <param name="Target">A documentation address (RFC 5737, RFC 3849) or an example domain (RFC 2606).</param>
/// <param name="Shows">What is seen at the healthy lists, in one sentence.</param>
public sealed record LabTarget(string Target, string Shows);
