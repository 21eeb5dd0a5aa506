namespace DelistTools;

/// <summary>What an answer means that no code of the list names.</summary>
internal enum ListPolarity
{
    Block,
    Reputation,
    Allow,
}
