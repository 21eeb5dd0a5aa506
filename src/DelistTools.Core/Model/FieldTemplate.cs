namespace DelistTools;

/// <summary>A field of a form as the catalogue has it, before a finding fills it.</summary>
/// <param name="Name">What the form calls it.</param>
/// <param name="Value">What to put there, with places in it.</param>
/// <param name="Hint">What belongs there.</param>
/// <param name="ForDomains">What it is called where domains are asked for and no addresses; null where that makes no difference.</param>
internal sealed record FieldTemplate(string Name, string? Value, string? Hint, string? ForDomains);
