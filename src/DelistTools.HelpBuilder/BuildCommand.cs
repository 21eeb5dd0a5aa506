using System.Collections.Generic;
using System.IO;
using System.Linq;
using DelistTools.HelpBuilder.About;
using DelistTools.HelpBuilder.Checking;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Maml;
using DelistTools.HelpBuilder.Pages;

namespace DelistTools.HelpBuilder;

/// <summary>Checks the pages and writes the module's help folder.</summary>
internal static class BuildCommand
{
    /// <summary>Writes the help if pages and module agree; otherwise writes nothing and returns the findings.</summary>
    internal static IReadOnlyList<Finding> Run(Options options, CompiledModule module, TextWriter output)
    {
        IReadOnlyList<Page> pages = PageReader.ReadFolder(options.DocsFolder);
        IReadOnlyList<AboutTopic> topics = AboutTopic.ReadFolder(options.DocsFolder);
        Finding[] findings = PageChecker.Check(module, pages, options.DocsFolder, options.Culture)
            .Concat(topics.SelectMany(t => t.Check()))
            .ToArray();
        if (findings.Length > 0)
        {
            return findings;
        }

        // Beside the outer manifest and nowhere else: docs/design/2026-11-23-help.md tells why that is enough.
        string folder = Path.Combine(options.ModuleFolder, options.Culture);
        var written = new HashSet<string>();
        foreach (IGrouping<string, CompiledCommand> file in module.Commands.GroupBy(c => c.HelpFile))
        {
            Directory.CreateDirectory(folder);
            MamlWriter.Save(
                MamlWriter.Document(file.Select(c => (c, pages.Single(p => p.CommandName == c.Name)))),
                Path.Combine(folder, file.Key));
            written.Add(file.Key);
        }

        foreach (AboutTopic topic in topics)
        {
            Directory.CreateDirectory(folder);
            string name = topic.Name + ".help.txt";
            File.WriteAllText(Path.Combine(folder, name), topic.ToPlainText());
            written.Add(name);
        }

        DeleteStale(folder, written);
        output.WriteLine(
            written.Count == 0
                ? "Help: neither cmdlets nor pages, nothing to write."
                : $"Help: {module.Commands.Count} cmdlets and {topics.Count} about topics written to {folder}.");
        return [];
    }

    // A page deleted since the last build must not live on in the module.
    private static void DeleteStale(string folder, HashSet<string> written)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string file in Directory.GetFiles(folder, "*-Help.xml").Concat(Directory.GetFiles(folder, "*.help.txt")))
        {
            if (!written.Contains(Path.GetFileName(file)))
            {
                File.Delete(file);
            }
        }
    }
}
