using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>
/// What a page needs before its examples run: <c>Stages/Verb-Noun.ps1</c> sets the world up by way of <c>$world</c>, and gives
/// a table of what goes with single examples. The files in <c>Stages/Verb-Noun</c> lie in the folder in which they run.
/// </summary>
/// <remarks>The table: <c>Before</c>, a script block by the example's number; <c>Answers</c>, <c>Secret</c>, <c>StopAt</c> by
/// number as <see cref="ExampleCues"/> has them; <c>Unordered</c>, the numbers of those whose lines come in any order.</remarks>
internal sealed class ExampleStage
{
    private readonly Hashtable _table;
    private readonly DefaultParameterDictionary _defaults;

    private ExampleStage(Hashtable table, DefaultParameterDictionary defaults)
    {
        _table = table;
        _defaults = defaults;
    }

    private static string Folder => Path.Combine(Repository.Root, "tests", "DelistTools.Tests", "BuiltModule", "Examples", "Stages");

    internal static ExampleStage Set(string command, ExampleWorld world, ExampleSession session)
    {
        string files = Path.Combine(Folder, command);
        if (Directory.Exists(files))
        {
            foreach (string file in Directory.GetFiles(files, "*", SearchOption.AllDirectories))
            {
                string copy = Path.Combine(world.Folder, Path.GetRelativePath(files, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        session.Prepare("Set-Location -LiteralPath '" + world.Folder + "'");
        session.SetVariable("world", world);
        DefaultParameterDictionary defaults = [];
        session.SetVariable("PSDefaultParameterValues", defaults);
        defaults["*:NameServer"] = world.NameServer;
        string script = Path.Combine(Folder, command + ".ps1");
        Hashtable? table = File.Exists(script) ? session.Prepare("& '" + script + "'").Select(o => o?.BaseObject).OfType<Hashtable>().SingleOrDefault() : null;
        return new ExampleStage(table ?? [], defaults);
    }

    internal IReadOnlyList<int> Unordered => [.. Texts("Unordered").Select(int.Parse)];

    /// <summary>The parameters that have a default at the moment, as <c>Verb-Noun:Parameter</c>.</summary>
    internal IEnumerable<string> Defaults => _defaults.Keys.Cast<string>();

    /// <summary>What happens in the world before an example.</summary>
    internal void Before(int number, ExampleSession session)
    {
        if ((_table["Before"] as Hashtable)?[number] is ScriptBlock script)
        {
            session.SetVariable("before", script);
            session.Prepare("$null = & $before");
        }
    }

    internal ExampleCues CuesOf(int number) => new(
        [.. Texts("Answers", number)], Texts("Secret", number).SingleOrDefault(), [.. Texts("StopAt", number)]);

    private IEnumerable<string> Texts(string name, int? number = null)
    {
        object? value = number is { } n ? (_table[name] as Hashtable)?[n] : _table[name];
        return value switch
        {
            null => [],
            object[] several => several.Select(v => v.ToString()!),
            _ => [value.ToString()!],
        };
    }
}
