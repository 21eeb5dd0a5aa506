namespace DelistTools;

/// <summary>What a step of a route asks of one.</summary>
public enum StepKind
{
    /// <summary>Put something in order on one's own side.</summary>
    Fix,

    /// <summary>Look at a list or filter that somebody else follows.</summary>
    CheckUpstream,

    /// <summary>Look something up.</summary>
    Check,

    /// <summary>Fill in an operator's form.</summary>
    Form,

    /// <summary>Write to an operator, a network's owner, or a recipient.</summary>
    Mail,

    /// <summary>Leave it alone for a while.</summary>
    Wait,

    /// <summary>Answer a message of the operator.</summary>
    Reply,

    /// <summary>Ask again, one level higher.</summary>
    Escalate,

    /// <summary>There is nothing to do.</summary>
    Nothing,
}
