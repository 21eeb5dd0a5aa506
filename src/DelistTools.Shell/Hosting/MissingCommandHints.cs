using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;

namespace DelistTools.Shell.Hosting;

/// <summary>
/// Joins two sightings: the engine looked for a command in vain, and an error that names it was shown. Only then is a
/// hint due: a script that probes for a command, or catches the error, is left alone.
/// </summary>
internal sealed class MissingCommandHints
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _lookedFor = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _due = [];

    /// <summary>For <see cref="CommandInvocationIntrinsics.CommandNotFoundAction"/>.</summary>
    internal void OnCommandNotFound(object? sender, CommandLookupEventArgs e)
    {
        if (MissingCommands.Contains(e.CommandName))
        {
            lock (_lock)
            {
                _lookedFor.Add(e.CommandName);
            }
        }
    }

    /// <summary>Takes note of an error's text that was shown.</summary>
    internal void OnErrorShown(string text)
    {
        lock (_lock)
        {
            foreach (string name in _lookedFor.Where(n => text.Contains($"'{n}'", StringComparison.OrdinalIgnoreCase)).ToList())
            {
                _lookedFor.Remove(name);
                if (!_due.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    _due.Add(name);
                }
            }
        }
    }

    /// <summary>The hints that are due, once each.</summary>
    internal IReadOnlyList<string> Take()
    {
        lock (_lock)
        {
            if (_due.Count == 0)
            {
                return [];
            }

            List<string> hints = [.. _due.Select(MissingCommands.Explain)];
            _due.Clear();
            return hints;
        }
    }

    /// <summary>Forgets what was looked for: the next command starts clean.</summary>
    internal void Forget()
    {
        lock (_lock)
        {
            _lookedFor.Clear();
        }
    }
}
