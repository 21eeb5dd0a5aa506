using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using DelistTools.Readiness;

namespace DelistTools.Binding;

/// <summary>Completes the selectors under which this session has found keys; where a domain was typed, its own.</summary>
public sealed class DkimSelectorCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string? domain = (fakeBoundParameters["DkimDomain"] ?? fakeBoundParameters["Domain"]) as string
            ?? (fakeBoundParameters["From"] as string)?.Split('@').Last();
        return Completion.Offer(wordToComplete, SelectorMemory.Process.Find(domain)
            .Select(s => (s.Selector, (string?)null, "A key of " + s.Domain + " stands there")));
    }
}
