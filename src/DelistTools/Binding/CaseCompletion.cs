using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using DelistTools.Cases;

namespace DelistTools.Binding;

/// <summary>The cases that the Tab key offers: those of the store that the command line names, or of the usual one.</summary>
internal static class CaseCompletion
{
    // Whoever presses Tab waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    internal static IReadOnlyList<DelistingCase> Cases(IDictionary boundParameters)
    {
        try
        {
            string? path = boundParameters["StorePath"] as string;
            if (path is not null && !System.IO.Path.IsPathRooted(path))
            {
                // Which folder it is relative to, only the session knows.
                return Array.Empty<DelistingCase>();
            }

            CaseStore store = new(new StoreFile(CaseStore.PathOf(path), patience: Patience), SystemClock.Instance);
            return store.List(new CaseFilter(), CancellationToken.None);
        }
        catch (StoreException)
        {
            // Tab has no place for an error; the cmdlet itself reports it.
            return Array.Empty<DelistingCase>();
        }
    }

    /// <summary>A value with quotes where the shell needs them.</summary>
    internal static CompletionResult Result(string value, string toolTip) => new(
        value.All(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '_') ? value : "'" + value.Replace("'", "''") + "'",
        value,
        CompletionResultType.ParameterValue,
        NetworkText.Clean(toolTip));
}
