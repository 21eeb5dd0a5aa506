using System;
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
        CaseCompletion.Cases(fakeBoundParameters)
            .Select(c => (Number: c.Id.ToString(CultureInfo.InvariantCulture), ToolTip: c.ToString()))
            .Where(c => c.Number.StartsWith((wordToComplete ?? "").Trim('\'', '"'), StringComparison.Ordinal))
            .Select(c => CaseCompletion.Result(c.Number, c.ToolTip));
}
