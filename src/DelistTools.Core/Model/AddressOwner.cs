namespace DelistTools;

/// <summary>Whose address a refusal names.</summary>
public enum AddressOwner
{
    /// <summary>It names none, or nobody said which addresses are the sender's own.</summary>
    Unknown,

    /// <summary>One of the sender's own.</summary>
    Own,

    /// <summary>That of a relay or forwarder that the message went through.</summary>
    Relay,

    /// <summary>Neither the sender's nor one that the message is known to have passed.</summary>
    Other,
}
