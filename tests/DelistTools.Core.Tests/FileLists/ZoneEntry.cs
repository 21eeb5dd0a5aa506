using System.Numerics;

namespace DelistTools.Core.Tests.FileLists;

/// <summary>An entry of a random zone file: what it covers, and what it answers.</summary>
/// <param name="First">The first address as a number; of a name nothing.</param>
/// <param name="Last">The last address.</param>
/// <param name="Bits">The length of the block; negative for a range.</param>
/// <param name="Name">The name, with its wildcard; null for addresses.</param>
/// <param name="IsExclusion">It takes out.</param>
/// <param name="Code">The last octet answered.</param>
/// <param name="Text">The text, with its places filled but for the target, which is a dollar sign; null where there is none.</param>
internal sealed record ZoneEntry(BigInteger First, BigInteger Last, int Bits, string? Name, bool IsExclusion, int Code, string? Text);
