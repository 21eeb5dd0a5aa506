namespace DelistTools.Dns;

/// <summary>A host that receives a domain's mail (RFC 1035, section 3.3.9).</summary>
/// <param name="Preference">The lower, the earlier it is tried.</param>
/// <param name="Host">Its name in lower case, without the trailing dot; empty for the root, which means nobody (RFC 7505).</param>
internal readonly record struct MailExchanger(int Preference, string Host);
