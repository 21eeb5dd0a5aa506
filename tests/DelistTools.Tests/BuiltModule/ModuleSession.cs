using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace DelistTools.Tests.BuiltModule;

/// <summary>A runspace of the engine with the built module in it, and what a script gave on each stream.</summary>
internal sealed class ModuleSession : IDisposable
{
    internal ModuleSession(bool import = true)
    {
        Runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        Runspace.Open();
        if (import)
        {
            Run("Import-Module -Name '" + Repository.Manifest + "' -ErrorAction Stop").AssertNoErrors();
        }
    }

    internal Runspace Runspace { get; }

    internal Outcome Run(string script, params (string Name, object Value)[] variables)
    {
        foreach ((string name, object value) in variables)
        {
            Runspace.SessionStateProxy.SetVariable(name, value);
        }

        using PowerShell shell = Create(script);
        Collection<PSObject> output = [];
        Exception? terminating = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            terminating = e;
        }

        return new Outcome(
            output,
            shell.Streams.Error.ToList(),
            shell.Streams.Warning.Select(w => w.Message).ToList(),
            shell.Streams.Verbose.Select(v => v.Message).ToList(),
            terminating);
    }

    internal PowerShell Create(string script)
    {
        PowerShell shell = PowerShell.Create(Runspace);
        shell.AddScript(script);
        return shell;
    }

    public void Dispose() => Runspace.Dispose();

    internal sealed record Outcome(
        IReadOnlyList<PSObject> Output,
        IReadOnlyList<ErrorRecord> Errors,
        IReadOnlyList<string> Warnings,
        IReadOnlyList<string> Verbose,
        Exception? Terminating)
    {
        /// <summary>The error that ended the script, or the only one that did not.</summary>
        internal ErrorRecord Error => (Terminating as RuntimeException)?.ErrorRecord ?? Errors.Single();

        internal Outcome AssertNoErrors()
        {
            Xunit.Assert.True(
                Terminating is null && Errors.Count == 0,
                Terminating?.ToString() + string.Join("\n", Errors.Select(e => e + " " + e.InvocationInfo?.PositionMessage)));
            return this;
        }
    }
}
