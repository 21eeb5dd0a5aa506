namespace DelistTools.Readiness.Spf;

/// <summary>Why a text that somebody meant as a record is none for a receiver (RFC 7208, section 4.5).</summary>
internal enum SpfNearRecordKind
{
    /// <summary>The quotes of a zone file or a document became part of the text.</summary>
    Quoted,

    /// <summary>It begins with a byte order mark or another invisible character.</summary>
    InvisibleCharacter,

    /// <summary>It begins with a blank.</summary>
    LeadingBlank,

    /// <summary>No blank after the version: <c>v=spf1mx</c>, often where two strings meet.</summary>
    MissingBlank,

    /// <summary>Another version, or a slip in it: <c>v=spf2</c>, <c>spf1</c>, <c>v = spf1</c>.</summary>
    WrongVersion,

    /// <summary>Sender ID (RFC 4406), which no receiver reads any more.</summary>
    SenderId,
}
