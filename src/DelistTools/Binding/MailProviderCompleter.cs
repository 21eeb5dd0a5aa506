using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using DelistTools.Catalog;

namespace DelistTools.Binding;

/// <summary>Completes the ids of mail providers, with what each is in the tooltip.</summary>
public sealed class MailProviderCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CatalogCompletion.Complete(
            wordToComplete,
            () => CatalogStore.Process.LoadProviders(out _).Providers,
            p => (p.Id, p.Name, p.Name + ", " + p.Kind + ", " + p.Status));
}
