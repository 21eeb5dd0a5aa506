namespace DelistTools;

/// <summary>How a text reaches the operator.</summary>
public enum DraftKind
{
    /// <summary>By a web form, which the user fills in. Nothing is ever sent to one.</summary>
    Form,

    /// <summary>By mail.</summary>
    Mail,

    /// <summary>As an answer to a message of the operator.</summary>
    Reply,
}
