namespace DelistTools;

/// <summary>Whose turn it is in a case.</summary>
public enum CaseState
{
    /// <summary>The next move is the user's.</summary>
    Open,

    /// <summary>The next move is the operator's, or a time has to pass.</summary>
    Waiting,

    /// <summary>It is over: mail is delivered again, or the entry is gone.</summary>
    Solved,

    /// <summary>Nothing more is done about it.</summary>
    Abandoned,
}
