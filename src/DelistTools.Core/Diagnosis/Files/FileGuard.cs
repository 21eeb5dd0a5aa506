using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace DelistTools.Diagnosis;

/// <summary>What goes wrong with a file while it is read is told of it, and takes nothing from the others.</summary>
internal sealed class FileGuard
{
    private readonly Action<Problem> _report;
    private readonly CancellationToken _stopping;

    /// <param name="report">Told of a file that cannot be read.</param>
    /// <param name="stopping">Ends the reading.</param>
    internal FileGuard(Action<Problem> report, CancellationToken stopping)
    {
        _report = report;
        _stopping = stopping;
    }

    /// <summary>The items as they are found; what was found before something goes wrong stays.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal IEnumerable<T> Guarded<T>(IEnumerable<T> items, string path)
    {
        using IEnumerator<T> all = items.GetEnumerator();
        while (true)
        {
            T current;
            try
            {
                _stopping.ThrowIfCancellationRequested();
                if (!all.MoveNext())
                {
                    yield break;
                }

                current = all.Current;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
            {
                string cure = e is NotSupportedException ? ". Give its text to ConvertFrom-BounceMessage by pipeline" : "";
                _report(new Problem("FileNotRead", path, path, e.Message.TrimEnd('.') + cure));
                yield break;
            }

            yield return current;
        }
    }
}
