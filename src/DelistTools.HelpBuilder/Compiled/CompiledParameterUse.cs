using System.Globalization;

namespace DelistTools.HelpBuilder.Compiled;

/// <summary>How one parameter set takes a parameter.</summary>
/// <param name="SetName">The set's name as pages write it; <c>(All)</c> for every set.</param>
/// <param name="Position">The position, counted from 0; null when the parameter must be named.</param>
/// <param name="IsRequired">Whether the set needs it.</param>
/// <param name="ByValue">Takes pipeline objects.</param>
/// <param name="ByPropertyName">Takes a property of pipeline objects.</param>
/// <param name="Remaining">Takes all arguments left over.</param>
internal sealed record CompiledParameterUse(
    string SetName,
    int? Position,
    bool IsRequired,
    bool ByValue,
    bool ByPropertyName,
    bool Remaining)
{
    /// <summary>What pages write for a parameter that belongs to every set.</summary>
    internal const string AllSets = "(All)";

    /// <summary>The position as pages and help write it.</summary>
    internal string PositionText => Position?.ToString(CultureInfo.InvariantCulture) ?? "Named";
}
