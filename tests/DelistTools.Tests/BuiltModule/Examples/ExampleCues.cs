using System.Collections.Generic;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>What the reader of an example does while it runs.</summary>
/// <param name="Answers">What is typed where a command asks for a line.</param>
/// <param name="Secret">What is typed where a command asks for a secret; null where none does.</param>
/// <param name="StopAt">Ctrl+C is pressed when all of these have been shown; empty: never.</param>
internal sealed record ExampleCues(IReadOnlyList<string> Answers, string? Secret, IReadOnlyList<string> StopAt);
