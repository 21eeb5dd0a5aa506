namespace DelistTools.Dns.Bulk;

/// <summary>What a packet that came in is to a question that went out.</summary>
internal enum PacketMatch
{
    /// <summary>Not its answer: a stray, a forgery, or no reply at all.</summary>
    None,

    /// <summary>Its answer, but the letters of the name came back in another case.</summary>
    OtherCase,

    /// <summary>Its answer.</summary>
    Answer,

    /// <summary>Its answer, but damaged behind the question.</summary>
    Damaged,
}
