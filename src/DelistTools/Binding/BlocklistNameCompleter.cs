using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using DelistTools.Blocklists;
using DelistTools.Catalog;

namespace DelistTools.Binding;

/// <summary>Completes the ids of lists, with what each is in the tooltip. Only those that the cmdlet can do something with.</summary>
public sealed class BlocklistNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        BlocklistKind wanted = Is(commandName, "-IpBlocklist") || Is(commandName, "Wait-Delisting") ? ListSelector.AddressKinds
            : Is(commandName, "-DomainBlocklist") ? BlocklistKind.Domain : (BlocklistKind)~0;
        return Complete(wordToComplete, l => Is(commandName, "Get-Blocklist") || (ListSelector.IsAskable(l) && (l.Kind & wanted) != 0));
    }

    internal static IEnumerable<CompletionResult> Complete(string? wordToComplete, Func<Blocklist, bool> fits) => CatalogCompletion.Complete(
        wordToComplete,
        () => CatalogStore.Process.Load(out _).Blocklists.Where(fits),
        l => (l.Id, l.Name, l.Name + " (" + l.Operator + "), impact " + l.Impact + ", " + l.Status));

    // Its end, since a module's name may stand before it.
    private static bool Is(string? commandName, string cmdlet) =>
        commandName is not null && commandName.EndsWith(cmdlet, StringComparison.OrdinalIgnoreCase);
}
