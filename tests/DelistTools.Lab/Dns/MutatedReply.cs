using System;

namespace DelistTools.Lab;

/// <summary>A reply that may be damaged, and the question that it was made for.</summary>
/// <param name="Name">The name asked for, lower case.</param>
/// <param name="Type">The type asked for.</param>
/// <param name="Bytes">The reply.</param>
public sealed record MutatedReply(string Name, DnsRecordType Type, ReadOnlyMemory<byte> Bytes);
