namespace DelistTools;

/// <summary>Who said a line of a transcript.</summary>
public enum TranscriptDirection
{
    /// <summary>Nobody: it says what happened.</summary>
    Note,

    /// <summary>This machine.</summary>
    Sent,

    /// <summary>The server.</summary>
    Received,
}
