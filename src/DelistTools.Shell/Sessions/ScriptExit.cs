using System;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace DelistTools.Shell.Sessions;

/// <summary>
/// Lets <c>exit</c> in the script file of <c>-File</c> end the session, as it does in pwsh, where in any other script
/// file it ends the file. The engine has the switch for its own console host only, and no public member tells
/// <c>exit 3</c> from a program that failed with 3: hence reflection, on the engine that the build pins.
/// </summary>
internal static class ScriptExit
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>Holds for the script that the runspace starts next, and only for it.</summary>
    /// <exception cref="MissingMemberException">Another engine than the pinned one is loaded, and has no such switch.</exception>
    internal static void EndsSession(Runspace runspace)
    {
        object? context = runspace.GetType().GetProperty("ExecutionContext", Hidden)?.GetValue(runspace);
        PropertyInfo? rethrow = context?.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Hidden);
        if (rethrow is null)
        {
            throw new MissingMemberException(
                $"The engine {typeof(Runspace).Assembly.GetName().Version} cannot run a file with -File. Build the shell with the version of System.Management.Automation that Directory.Packages.props names.");
        }

        rethrow.SetValue(context, true);
    }
}
