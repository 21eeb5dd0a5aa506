using System;
using System.Collections;
using System.Collections.Generic;
using System.Threading;
using DelistTools.Cases;
using DelistTools.Waiting;

namespace DelistTools.Binding;

/// <summary>The cases and watches that the Tab key offers: those of the store that the command line names, or of the usual one.</summary>
internal static class CaseCompletion
{
    // Whoever presses Tab waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    internal static IReadOnlyList<DelistingCase> Cases(IDictionary boundParameters) =>
        Read(boundParameters, file => new CaseStore(file, SystemClock.Instance).List(new CaseFilter(), CancellationToken.None));

    internal static IReadOnlyList<(string Name, DateTime BegunAt)> Watches(IDictionary boundParameters) =>
        Read(boundParameters, file => new WatchStore(file).Names(CancellationToken.None));

    private static IReadOnlyList<T> Read<T>(IDictionary boundParameters, Func<StoreFile, IReadOnlyList<T>> read)
    {
        try
        {
            string? path = boundParameters["StorePath"] as string;

            // Which folder a relative one begins at, only the session knows.
            return path is not null && !System.IO.Path.IsPathRooted(path)
                ? Array.Empty<T>()
                : read(new StoreFile(CaseStore.PathOf(path), patience: Patience));
        }
        catch (StoreException)
        {
            // Tab has no place for an error; the cmdlet itself reports it.
            return Array.Empty<T>();
        }
    }
}
