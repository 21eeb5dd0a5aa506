using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DelistTools.Binding;

/// <summary>Completes the addresses and domains that there are cases about.</summary>
public sealed class CaseTargetCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Offer(wordToComplete, CaseCompletion.Cases(fakeBoundParameters)
            .Where(c => c.Target is not null)
            .GroupBy(c => c.Target!, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, (string?)null, "With " + string.Join(", ", g.Select(c => c.For).Distinct()))));
}
