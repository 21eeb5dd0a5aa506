using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace DelistTools.HelpBuilder.Compiled;

/// <summary>Imports a built module in a hosted engine and reads what it exports.</summary>
internal static class ModuleReader
{
    /// <summary>
    /// Reads the module in a folder. The assemblies stay loaded in this process, so a changed module is seen only by
    /// a new one.
    /// </summary>
    /// <exception cref="HelpBuilderException">The folder holds no module, or it cannot be imported.</exception>
    internal static CompiledModule Read(string moduleFolder)
    {
        string manifest = FindManifest(moduleFolder);
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            // The module's own psm1 must load whatever policy the build machine has; nothing else is run here.
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddCommand("Import-Module")
            .AddParameter("Name", manifest)
            .AddParameter("PassThru")
            .AddParameter("ErrorAction", ActionPreference.Stop);
        try
        {
            PSModuleInfo module = shell.Invoke<PSModuleInfo>().Single();
            return new CompiledModule(
                module.Name,
                module.ExportedCmdlets.Values.Select(CommandReader.Read).OrderBy(c => c.Name, StringComparer.Ordinal).ToArray());
        }
        catch (RuntimeException e)
        {
            throw new HelpBuilderException(
                $"The module {manifest} could not be imported: {e.Message} Build the module, see that it imports, and try again.", e);
        }
    }

    private static string FindManifest(string moduleFolder)
    {
        string[] manifests = Directory.Exists(moduleFolder) ? Directory.GetFiles(moduleFolder, "*.psd1") : [];
        return manifests.Length == 1
            ? manifests[0]
            : throw new HelpBuilderException(
                $"The folder {moduleFolder} holds {manifests.Length} module manifests (*.psd1), and there must be one. Build the module, or name its folder with --module.");
    }
}
