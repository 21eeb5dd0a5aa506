using System;
using System.Collections.Generic;
using System.IO;

namespace DelistTools.HelpBuilder;

/// <summary>What the command line asks for.</summary>
/// <param name="Verb">build, new or update.</param>
/// <param name="ModuleFolder">The built module's folder, absolute.</param>
/// <param name="DocsFolder">The folder of the pages, as given, so that messages name files the way the user does.</param>
/// <param name="Culture">The culture's name, which is the help folder's name in the module.</param>
/// <param name="Command">The one cmdlet asked for; null for all.</param>
internal sealed record Options(string Verb, string ModuleFolder, string DocsFolder, string Culture, string? Command)
{
    internal const string Usage = """
        usage: DelistTools.HelpBuilder build  --module FOLDER --docs FOLDER [--culture en-US]
               DelistTools.HelpBuilder new    --module FOLDER --docs FOLDER --command Verb-Noun
               DelistTools.HelpBuilder update --module FOLDER --docs FOLDER [--command Verb-Noun]

        build   checks the pages against the compiled cmdlets and writes the help into the module folder
        new     writes a skeleton page with all metadata filled in
        update  refreshes SYNTAX and the yaml blocks, adds missing parameter sections, leaves the prose alone
        """;

    private static readonly string[] Verbs = ["build", "new", "update"];

    /// <summary>Reads the command line; a mistake in it is a <see cref="HelpBuilderException"/>.</summary>
    internal static Options Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || Array.IndexOf(Verbs, arguments[0]) < 0)
        {
            throw new HelpBuilderException(
                $"The first argument must be build, new or update, but is '{(arguments.Count == 0 ? string.Empty : arguments[0])}'.");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 1; i < arguments.Count; i += 2)
        {
            string name = arguments[i];
            if (name is not ("--module" or "--docs" or "--culture" or "--command"))
            {
                throw new HelpBuilderException($"The option '{name}' is not known.");
            }

            if (i + 1 == arguments.Count || !values.TryAdd(name, arguments[i + 1]))
            {
                throw new HelpBuilderException($"The option '{name}' must be followed by one value and stand once.");
            }
        }

        values.TryGetValue("--command", out string? command);
        if (arguments[0] == "new" && command is null)
        {
            throw new HelpBuilderException("'new' writes the page of one cmdlet: name it with --command Verb-Noun.");
        }

        return new Options(
            arguments[0],
            Path.GetFullPath(Required(values, "--module")),
            Required(values, "--docs"),
            values.GetValueOrDefault("--culture", "en-US"),
            command);
    }

    private static string Required(Dictionary<string, string> values, string name)
    {
        return values.TryGetValue(name, out string? value)
            ? value
            : throw new HelpBuilderException($"The option {name} is missing.");
    }
}
