using System.Collections.Generic;
using System.Management.Automation.Runspaces;

namespace DelistTools.Shell.Arguments;

/// <summary>The command line, understood.</summary>
internal sealed record ShellArguments
{
    internal ShellAction Action { get; init; } = ShellAction.Interactive;

    /// <summary>The text to run, when the action is <see cref="ShellAction.Command"/>.</summary>
    internal string CommandText { get; init; } = "";

    /// <summary>The script as given, when the action is <see cref="ShellAction.File"/>.</summary>
    internal string ScriptPath { get; init; } = "";

    /// <summary>Whether the script was named without <c>-File</c>.</summary>
    internal bool ScriptIsPositional { get; init; }

    /// <summary>What follows the script, as the engine binds it.</summary>
    internal IReadOnlyList<CommandParameter> ScriptArguments { get; init; } = [];

    internal bool NoLogo { get; init; }

    internal bool NonInteractive { get; init; }

    internal bool NoExit { get; init; }

    /// <summary>The directory to start in; null for the current one.</summary>
    internal string? WorkingDirectory { get; init; }

    /// <summary>The module to load; null to look for the built one.</summary>
    internal string? ModulePath { get; init; }

    internal bool NoModule { get; init; }
}
