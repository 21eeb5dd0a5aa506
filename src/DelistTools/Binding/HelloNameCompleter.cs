using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using DelistTools.Probing;

namespace DelistTools.Binding;

/// <summary>Completes the full name of this machine, where it has one.</summary>
public sealed class HelloNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Offer(wordToComplete, HelloNames.OfMachine() is { } name
            ? new[] { (name, (string?)null, "The full name of this machine") }
            : Enumerable.Empty<(string, string?, string)>());
}
