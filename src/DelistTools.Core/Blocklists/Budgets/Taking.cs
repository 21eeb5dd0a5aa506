namespace DelistTools.Blocklists;

/// <summary>What came of wanting to ask.</summary>
internal enum Taking
{
    /// <summary>Go ahead.</summary>
    Granted,

    /// <summary>Not yet.</summary>
    Wait,

    /// <summary>What was taken beforehand is used up; more has to be had first.</summary>
    Settle,

    /// <summary>The day's number is used up.</summary>
    UsedUp,
}
