using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Pages;
using DelistTools.HelpBuilder.Writing;

namespace DelistTools.HelpBuilder;

/// <summary>The two commands that write pages: new and update.</summary>
internal static class PageCommands
{
    /// <summary>Writes the skeleton of one cmdlet's page; never over an existing page.</summary>
    internal static void New(Options options, CompiledModule module, DateOnly today, TextWriter output)
    {
        CompiledCommand command = Find(module, options.Command!);
        string path = Path.Combine(options.DocsFolder, command.Name + ".md");
        if (File.Exists(path))
        {
            throw new HelpBuilderException($"The page {path} exists already. Use 'update' to refresh its generated parts.");
        }

        Directory.CreateDirectory(options.DocsFolder);
        File.WriteAllText(path, SkeletonWriter.Write(module.Name, command, options.Culture, today));
        output.WriteLine($"{path}: written. Replace every {{{{ Fill ... }}}}.");
    }

    /// <summary>Refreshes the pages of all cmdlets, or of the one asked for.</summary>
    internal static void Update(Options options, CompiledModule module, TextWriter output)
    {
        IEnumerable<CompiledCommand> commands = options.Command is null ? module.Commands : [Find(module, options.Command)];
        foreach (CompiledCommand command in commands)
        {
            string path = Path.Combine(options.DocsFolder, command.Name + ".md");
            if (!File.Exists(path))
            {
                output.WriteLine($"{path}: missing. Write it with 'new --command {command.Name}'.");
                continue;
            }

            Page page = PageReader.ReadFile(path);
            string text = PageUpdater.Update(command, page);
            if (text != page.Text)
            {
                File.WriteAllText(path, text);
            }

            output.WriteLine($"{path}: {(text == page.Text ? "up to date" : "updated")}.");
            foreach (PagePart part in PageUpdater.Obsolete(command, page))
            {
                output.WriteLine(
                    $"{path}({part.Line}): {command.Name} has no parameter {part.Title}: delete the section, or move its text to the parameter's new name.");
            }
        }
    }

    private static CompiledCommand Find(CompiledModule module, string name)
    {
        return module.Commands.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new HelpBuilderException(
                $"{module.Name} exports no cmdlet '{name}'. It exports: {string.Join(", ", module.Commands.Select(c => c.Name).DefaultIfEmpty("none"))}.");
    }
}
