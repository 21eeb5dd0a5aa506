namespace DelistTools;

/// <summary>Which name a list of domains is asked for.</summary>
internal enum DomainAsked
{
    /// <summary>The domain that somebody has registered: the list has no other names, and answers for none below.</summary>
    Registrable,

    /// <summary>The very name, and where the list does not have that, the registrable domain: the list has hosts as well.</summary>
    Host,
}
