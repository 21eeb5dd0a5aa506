namespace DelistTools.Lab;

/// <summary>What is counted as one question.</summary>
/// <param name="Name">The name, lower case, without the trailing dot.</param>
/// <param name="Type">The type.</param>
public readonly record struct DnsQuestionKey(string Name, DnsRecordType Type);
