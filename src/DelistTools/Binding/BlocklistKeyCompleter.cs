using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DelistTools.Binding;

/// <summary>Completes the ids of lists that take an account key.</summary>
public sealed class BlocklistKeyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        BlocklistNameCompleter.Complete(wordToComplete, KeyedLists.TakesKey);
}
