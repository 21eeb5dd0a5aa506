using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Pages;
using DelistTools.HelpBuilder.Text;
using static DelistTools.HelpBuilder.Maml.MamlNames;

namespace DelistTools.HelpBuilder.Maml;

/// <summary>
/// Writes checked pages as MAML: syntax and metadata from the compiled cmdlets, prose from the pages. Anybody who
/// passes pages that the checker refuses gets an incomplete file.
/// </summary>
internal static class MamlWriter
{
    private const string OnlineVersion = "Online Version:";
    private const int TitleColumns = 64;

    /// <summary>The help file of all cmdlets that share one.</summary>
    internal static XDocument Document(IEnumerable<(CompiledCommand Command, Page Page)> commands)
    {
        return new XDocument(
            new XDeclaration("1.0", "utf-8", null),
            new XElement(
                RootNs + "helpItems",
                new XAttribute("schema", "maml"),
                commands.Select(c => CommandElement(c.Command, c.Page))));
    }

    /// <summary>Writes the file. Line feeds in texts stand as they are, on every system.</summary>
    internal static void Save(XDocument document, string path)
    {
        var settings = new XmlWriterSettings
        {
            Indent = true,
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.None,
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using FileStream file = File.Create(path);
        using XmlWriter writer = XmlWriter.Create(file, settings);
        document.Save(writer);
    }

    private static XElement CommandElement(CompiledCommand command, Page page)
    {
        return new XElement(
            CommandNs + "command",
            new XAttribute(XNamespace.Xmlns + "maml", MamlNs),
            new XAttribute(XNamespace.Xmlns + "command", CommandNs),
            new XAttribute(XNamespace.Xmlns + "dev", DevNs),
            new XElement(
                CommandNs + "details",
                new XElement(CommandNs + "name", command.Name),
                new XElement(CommandNs + "verb", command.Verb),
                new XElement(CommandNs + "noun", command.Noun),
                Paragraphs(MamlNs + "description", ProseOf(page, SectionNames.Synopsis))),
            Paragraphs(MamlNs + "description", ProseOf(page, SectionNames.Description)),
            new XElement(CommandNs + "syntax", command.Sets.Select(s => SyntaxItem(command, s, page))),
            new XElement(
                CommandNs + "parameters",
                command.Parameters.Select(p => ParameterElements.InParameters(p, page))),
            TypeList(page, SectionNames.Inputs, "inputTypes", "inputType"),
            TypeList(page, SectionNames.Outputs, "returnValues", "returnValue"),
            Notes(page),
            new XElement(CommandNs + "examples", page.PartsOf(SectionNames.Examples).Select(Example)),
            Links(command, page));
    }

    private static XElement SyntaxItem(CompiledCommand command, CompiledSet set, Page page)
    {
        return new XElement(
            CommandNs + "syntaxItem",
            new XElement(MamlNs + "name", command.Name),
            set.Parameters.Select(p =>
                ParameterElements.InSyntax(command.Parameters.Single(c => c.Name == p.Name), p.Use, page)));
    }

    private static XElement TypeList(Page page, string section, string list, string item)
    {
        return new XElement(
            CommandNs + list,
            page.PartsOf(section).Select(p => new XElement(
                CommandNs + item,
                new XElement(DevNs + "type", new XElement(MamlNs + "name", p.Title)),
                Paragraphs(MamlNs + "description", PlainText.Paragraphs(p.Body)))));
    }

    private static XElement Example(PagePart part)
    {
        ExampleContent example = ExampleContent.Of(part);
        return new XElement(
            CommandNs + "example",
            new XElement(MamlNs + "title", PadTitle(example.Title)),
            Introduction(example.Introduction),
            new XElement(DevNs + "code", example.Code),
            // The empty one at the end keeps a line between this example and the next.
            Paragraphs(DevNs + "remarks", example.Remarks.Append(string.Empty)));
    }

    // Get-Help prints the code right behind the introduction, on the same line: the place was meant for a prompt. Of
    // paragraphs that are blank it keeps the line feeds, if the XML reader does.
    private static XElement Introduction(IReadOnlyList<string> texts)
    {
        var element = new XElement(MamlNs + "introduction");
        if (texts.Count > 0)
        {
            element.Add(
                new XElement(MamlNs + "para", string.Join("\n\n", texts)),
                new XElement(MamlNs + "para", new XAttribute(XNamespace.Xml + "space", "preserve"), "\n\n"));
        }

        return element;
    }

    // Absent rather than empty: Get-Help would print the heading for nothing.
    private static XElement? Notes(Page page)
    {
        IReadOnlyList<string> notes = ProseOf(page, SectionNames.Notes);
        return notes.Count == 0 ? null : new XElement(MamlNs + "alertSet", Paragraphs(MamlNs + "alert", notes));
    }

    // Get-Help prints titles without any mark of its own: the dashes set examples apart.
    private static string PadTitle(string title)
    {
        string dashes = new('-', Math.Max(2, (TitleColumns - title.Length - 2) / 2));
        return $"{dashes} {title} {dashes}";
    }

    private static XElement Links(CompiledCommand command, Page page)
    {
        IEnumerable<RelatedLink> links = page.Section(SectionNames.RelatedLinks) is { } section ? RelatedLinks.Of(section) : [];
        if (command.HelpUri.Length > 0)
        {
            links = links.Where(l => l.Text.TrimEnd(':') != OnlineVersion.TrimEnd(':'))
                .Prepend(new RelatedLink(OnlineVersion, command.HelpUri));
        }

        return new XElement(
            CommandNs + "relatedLinks",
            links.Select(l => new XElement(
                MamlNs + "navigationLink",
                new XElement(MamlNs + "linkText", l.Text),
                // Another page's file name leads nowhere on the reader's machine.
                new XElement(MamlNs + "uri", l.IsAbsolute ? l.Uri : string.Empty))));
    }

    private static IReadOnlyList<string> ProseOf(Page page, string section)
    {
        return page.Section(section) is { } part ? PlainText.Paragraphs(part.Body) : [];
    }
}
