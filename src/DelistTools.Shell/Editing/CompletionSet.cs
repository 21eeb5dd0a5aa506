using System.Collections.Generic;

namespace DelistTools.Shell.Editing;

/// <summary>What may stand in place of a part of the line.</summary>
/// <param name="Start">Index of the part's first character.</param>
/// <param name="Length">Length of the part.</param>
/// <param name="Candidates">The texts, best first; at least one.</param>
internal sealed record CompletionSet(int Start, int Length, IReadOnlyList<string> Candidates);
