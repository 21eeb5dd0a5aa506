using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using DelistTools.Catalog;

namespace DelistTools.Binding;

/// <summary>Completes the ids of mail providers, with what each is in the tooltip.</summary>
public sealed class MailProviderCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        WildcardPattern pattern = WildcardPattern.Get(word + "*", WildcardOptions.IgnoreCase);
        return Providers().Where(p => pattern.IsMatch(p.Id) || pattern.IsMatch(p.Name))
            .OrderBy(p => p.Id, StringComparer.Ordinal)
            .Select(p => new CompletionResult(p.Id, p.Id, CompletionResultType.ParameterValue, p.Name + ", " + p.Kind + ", " + p.Status));
    }

    private static IReadOnlyList<MailProvider> Providers()
    {
        try
        {
            return CatalogStore.Process.LoadProviders(out _).Providers;
        }
        catch (CatalogException)
        {
            // Tab has no place for an error; the cmdlet itself reports it.
            return Array.Empty<MailProvider>();
        }
    }
}
