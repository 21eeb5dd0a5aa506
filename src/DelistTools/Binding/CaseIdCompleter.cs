using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DelistTools.Binding;

/// <summary>Completes the numbers of cases; the tooltip says what each is about.</summary>
public sealed class CaseIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Offer(wordToComplete, CaseCompletion.Cases(fakeBoundParameters)
            .Select(c => (c.Id.ToString(CultureInfo.InvariantCulture), (string?)null, c.ToString())));
}
