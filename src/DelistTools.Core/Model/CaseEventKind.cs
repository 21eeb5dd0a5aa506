namespace DelistTools;

/// <summary>What happened in a case.</summary>
public enum CaseEventKind
{
    /// <summary>The case was opened.</summary>
    Opened,

    /// <summary>A step was done.</summary>
    StepDone,

    /// <summary>A step was left out.</summary>
    StepSkipped,

    /// <summary>A step has to be done after all, or again.</summary>
    StepReopened,

    /// <summary>A request went to the operator.</summary>
    Sent,

    /// <summary>The operator answered.</summary>
    ReplyReceived,

    /// <summary>A mail was tried.</summary>
    Probed,

    /// <summary>A list was asked.</summary>
    Checked,

    /// <summary>The user wrote something down.</summary>
    Note,

    /// <summary>The operator gave the case a number.</summary>
    TicketAdded,

    /// <summary>A text for the operator was drafted.</summary>
    Drafted,

    /// <summary>Steps were added to the way.</summary>
    RouteChanged,

    /// <summary>The entry was seen.</summary>
    Listed,

    /// <summary>The entry was seen to be gone.</summary>
    Delisted,

    /// <summary>The case was closed as solved.</summary>
    Solved,

    /// <summary>The case was closed without success.</summary>
    Abandoned,

    /// <summary>A closed case was taken up again.</summary>
    Reopened,

    /// <summary>When the case is due was set.</summary>
    Scheduled,

    /// <summary>The case came from a file.</summary>
    Imported,
}
