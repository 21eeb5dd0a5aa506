namespace DelistTools;

/// <summary>What belongs into a field of an operator's form.</summary>
/// <param name="Name">What the form calls it.</param>
/// <param name="Value">The value, with places; alternatives after bars, of which the first that can be filled is taken.</param>
internal sealed record LetterField(string Name, string Value);
