namespace DelistTools;

/// <summary>What a letter is about. Each has a general one in the catalogue; operators may have their own.</summary>
internal enum LetterKind
{
    /// <summary>The step asks for no text.</summary>
    None,

    /// <summary>To a list: remove the address or domain.</summary>
    ListRemoval,

    /// <summary>To a list of domains: remove the domain.</summary>
    DomainRemoval,

    /// <summary>To a provider: lift the block.</summary>
    ProviderBlock,

    /// <summary>To whoever owns the range, mostly a hosting company: ask the list, or clean up.</summary>
    RangeOwner,

    /// <summary>To the same, about a list on which nobody has found the entry: look, and ask if it is there.</summary>
    RangeQuestion,

    /// <summary>To the receiver's postmaster or the recipient's administrator, who can make an exception.</summary>
    Recipient,

    /// <summary>An answer to a no: let a person look.</summary>
    Review,

    /// <summary>An answer to a question.</summary>
    Information,

    /// <summary>An answer that confirms the request.</summary>
    Confirmation,

    /// <summary>One level higher, after a no or silence.</summary>
    Escalation,
}
