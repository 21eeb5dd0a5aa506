namespace DelistTools.Lab;

/// <summary>What the server does with a question that comes over TCP.</summary>
public enum DnsTcpReaction
{
    /// <summary>Answers it in full.</summary>
    Answer,

    /// <summary>Closes the connection without an answer.</summary>
    Close,

    /// <summary>Keeps the connection open and never answers.</summary>
    Silence,
}
