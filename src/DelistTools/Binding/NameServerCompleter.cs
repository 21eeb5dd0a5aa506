using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using DelistTools.Dns;

namespace DelistTools.Binding;

/// <summary>Completes the resolvers that the system names, and this machine itself, where a resolver of one's own mostly stands.</summary>
public sealed class NameServerCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Offer(wordToComplete, SystemResolver.Discover()
            .Select(r => (Value: r.Port == 53 ? r.Address.ToString() : r.ToString(), ToolTip: "A resolver that this system is set to use"))
            .Append((Value: "127.0.0.1", ToolTip: "A resolver on this machine, if there is one"))
            .GroupBy(r => r.Value)
            .Select(r => (r.Key, (string?)null, r.First().ToolTip)));
}
