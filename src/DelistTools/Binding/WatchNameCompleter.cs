using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DelistTools.Binding;

/// <summary>Completes the names of the watches that the store knows.</summary>
public sealed class WatchNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Offer(wordToComplete, CaseCompletion.Watches(fakeBoundParameters)
            .Select(w => (w.Name, (string?)null, "A watch since " + w.BegunAt.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
}
