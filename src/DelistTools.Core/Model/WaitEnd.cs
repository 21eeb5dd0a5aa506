namespace DelistTools;

/// <summary>What ended a wait.</summary>
public enum WaitEnd
{
    /// <summary>The address is off every list that was waited for: each said so twice, some time apart, and works.</summary>
    Delisted,

    /// <summary>There was nothing to wait for: no list that was asked has the address.</summary>
    NotListed,

    /// <summary>The provider's server took a message.</summary>
    Accepted,

    /// <summary>The provider's server no longer refuses before the message itself; it may still refuse that.</summary>
    NotRefusedBeforeData,

    /// <summary>The provider's server refuses, but for something that no waiting cures, such as a mailbox that is not there.</summary>
    RefusedOtherwise,

    /// <summary>No probe leaves this machine or its network, so that nothing would ever be known.</summary>
    CannotProbe,

    /// <summary>The time has come at which to look at the case again.</summary>
    ActionDue,

    /// <summary>Somebody closed or removed the case meanwhile.</summary>
    CaseClosed,

    /// <summary>The time that the wait was given has passed.</summary>
    TimedOut,
}
