namespace DelistTools;

/// <summary>What an operator's answer to a request for removal comes to.</summary>
public enum ReplyVerdict
{
    /// <summary>The answer says nothing that is known, or it is none.</summary>
    Unknown,

    /// <summary>A receipt and no more: the request has arrived.</summary>
    Received,

    /// <summary>The entry is gone, or goes by itself from now on.</summary>
    Mitigated,

    /// <summary>The entry is lifted on probation, or for a time.</summary>
    ConditionallyMitigated,

    /// <summary>By the operator's rules, mostly by a machine, there is no removal; somebody may still be asked to look at it.</summary>
    NotQualified,

    /// <summary>The operator finds nothing that it could remove.</summary>
    NothingDetected,

    /// <summary>The operator follows another list; that is where the entry is.</summary>
    BlockedByUpstream,

    /// <summary>The operator waits for something: an answer, a link to be opened, a page to be put up.</summary>
    MoreInformationNeeded,

    /// <summary>The request has to be made again, in another way or after something was put right.</summary>
    Resubmit,

    /// <summary>The operator does not remove it for whoever asked.</summary>
    Refused,
}
