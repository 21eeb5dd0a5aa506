using System.Runtime.CompilerServices;

namespace DelistTools;

/// <summary>
/// For what runs for each line or character of a log: compiled well at its first call. The runtime otherwise compiles it
/// badly first and better when it has been idle for a while, and reading a log leaves it no idle time.
/// </summary>
internal static class HotPath
{
    /// <summary>AggressiveOptimization, which .NET Standard 2.0 and .NET Framework have no name for; the latter ignores it.</summary>
    internal const MethodImplOptions Compiled = (MethodImplOptions)512;
}
