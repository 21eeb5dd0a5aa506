namespace DelistTools.Readiness.Spf;

/// <summary>
/// What can be said of a record, or of one of its terms, without knowing who sends. Those up to
/// <see cref="UnexpectedCharacter"/> make the record invalid.
/// </summary>
internal enum SpfRemarkKind
{
    /// <summary>A name that is no mechanism.</summary>
    UnknownMechanism,

    /// <summary>Nothing but a qualifier.</summary>
    EmptyTerm,

    /// <summary>Nothing, where the mechanism or modifier wants an address or a domain.</summary>
    MissingValue,

    /// <summary>A value or a prefix length, where the mechanism takes none.</summary>
    UnexpectedValue,

    /// <summary>An address that is none, or of the other family.</summary>
    BadAddress,

    /// <summary>A prefix length that is no number, too large or with leading zeros.</summary>
    BadPrefixLength,

    /// <summary>A domain without a dot, or with a last label that no domain has (RFC 7208, section 7.1).</summary>
    BadDomain,

    /// <summary>A percent sign without a macro, an unknown letter, or one that belongs into explanations only.</summary>
    BadMacro,

    /// <summary>A modifier whose name does not begin with a letter.</summary>
    BadModifierName,

    /// <summary>A second <c>redirect=</c> or <c>exp=</c>.</summary>
    RepeatedModifier,

    /// <summary>Longer than a TXT record can be.</summary>
    RecordTooLarge,

    /// <summary>A control character or one beyond ASCII.</summary>
    UnexpectedCharacter,

    /// <summary>Neither <c>all</c> nor <c>redirect=</c>: whoever is not named gets the result "neutral".</summary>
    AllMissing,

    /// <summary><c>+all</c>: the whole world may send.</summary>
    AllPasses,

    /// <summary><c>?all</c>: nothing is said of those who are not named.</summary>
    AllNeutral,

    /// <summary>A mechanism after <c>all</c>, which nobody reads.</summary>
    TermAfterAll,

    /// <summary><c>redirect=</c> beside <c>all</c>, which nobody follows.</summary>
    RedirectIgnored,

    /// <summary><c>ptr</c>, which should not be used (RFC 7208, section 5.5).</summary>
    PtrUsed,

    /// <summary>The same term a second time.</summary>
    RepeatedTerm,

    /// <summary>A passing range of more than 2^24 IPv4 addresses or wider than an IPv6 /16.</summary>
    WideRange,

    /// <summary>A modifier with a mechanism's name: <c>include=</c>, which is ignored where <c>include:</c> was meant.</summary>
    ModifierLikeMechanism,

    /// <summary>A domain with an empty label or one of more than 63 octets: it can have no records.</summary>
    ImpossibleDomain,

    /// <summary>More than 450 octets, so that an answer may not fit a plain packet (RFC 7208, section 3.4).</summary>
    LongRecord,
}
