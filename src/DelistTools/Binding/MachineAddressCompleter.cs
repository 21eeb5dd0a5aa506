using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using DelistTools.Blocklists;
using DelistTools.Probing;

namespace DelistTools.Binding;

/// <summary>
/// Completes addresses of this machine. Where they are to be asked about, only those from which mail can come to the
/// Internet; where they are to be sent from, the private ones besides.
/// </summary>
public sealed class MachineAddressCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        bool isSource = parameterName == "LocalAddress";
        return Completion.Offer(wordToComplete, MachineAddresses.List()
            .Where(a => isSource || ReservedAddresses.IsForMail(a.Address))
            .Select(a => (a.Address.ToString(), (string?)null, "An address of this machine, at " + a.Interface)));
    }
}
