namespace DelistTools;

/// <summary>Whether a list answers questions that come through a public resolver.</summary>
public enum PublicResolverPolicy
{
    /// <summary>Nobody has said.</summary>
    NotKnown,

    /// <summary>It does.</summary>
    Yes,

    /// <summary>It answers with a refusal code.</summary>
    Refused,

    /// <summary>It does, up to a number of questions.</summary>
    Limited,

    /// <summary>It gives no answer.</summary>
    No,
}
