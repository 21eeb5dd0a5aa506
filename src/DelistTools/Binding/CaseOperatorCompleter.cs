using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DelistTools.Binding;

/// <summary>Completes the ids of the lists and providers that there are cases with.</summary>
public sealed class CaseOperatorCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Offer(wordToComplete, CaseCompletion.Cases(fakeBoundParameters)
            .GroupBy(c => c.For, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, (string?)g.First().Name, g.First().Name + ", " + g.Count() + (g.Count() == 1 ? " case" : " cases"))));
}
