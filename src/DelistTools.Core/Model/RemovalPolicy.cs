namespace DelistTools;

/// <summary>How one gets off a list.</summary>
public enum RemovalPolicy
{
    /// <summary>Nobody has found out, or the operator does not say.</summary>
    NotKnown,

    /// <summary>A form that anyone may fill in for the address.</summary>
    SelfService,

    /// <summary>Entries run out by themselves; nothing can be asked for.</summary>
    AutoExpiry,

    /// <summary>By mail or contact form to people.</summary>
    Contact,

    /// <summary>Only the owner of the network may ask.</summary>
    IspOnly,

    /// <summary>Entries run out by themselves; a fee makes it faster.</summary>
    PaidExpress,

    /// <summary>There is no way off, or nothing left to get off from.</summary>
    None,
}
