using System.Collections.Generic;
using System.Xml.Linq;

namespace DelistTools.HelpBuilder.Maml;

/// <summary>The namespaces of help files, as the engine's help system reads them.</summary>
internal static class MamlNames
{
    internal static readonly XNamespace RootNs = "http://msh";
    internal static readonly XNamespace MamlNs = "http://schemas.microsoft.com/maml/2004/10";
    internal static readonly XNamespace CommandNs = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    internal static readonly XNamespace DevNs = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>A paragraph for each text.</summary>
    internal static XElement Paragraphs(XName parent, IEnumerable<string> texts)
    {
        var element = new XElement(parent);
        foreach (string text in texts)
        {
            element.Add(new XElement(MamlNs + "para", text));
        }

        return element;
    }
}
