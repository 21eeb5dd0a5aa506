using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using DelistTools.Shell.Editing;

namespace DelistTools.Shell.Sessions;

/// <summary>Completion by the engine: commands, parameters, values, variables, members.</summary>
internal sealed class EngineCompleter : IInputCompleter
{
    private readonly EngineSession _session;

    internal EngineCompleter(EngineSession session)
    {
        _session = session;
    }

    /// <summary>The lines entered before this one, when a command goes over several; each with its line feed.</summary>
    internal string Before { get; set; } = "";

    public CompletionSet? Complete(string text, int cursor)
    {
        using PowerShell shell = _session.Runner.IsBusy
            ? PowerShell.Create(RunspaceMode.CurrentRunspace)
            : PowerShell.Create(_session.Runspace);
        CommandCompletion found = CommandCompletion.CompleteInput(Before + text, Before.Length + cursor, null, shell);
        int start = found.ReplacementIndex - Before.Length;
        return found.CompletionMatches.Count == 0 || start < 0
            ? null
            : new CompletionSet(start, found.ReplacementLength, [.. found.CompletionMatches.Select(m => m.CompletionText)]);
    }
}
