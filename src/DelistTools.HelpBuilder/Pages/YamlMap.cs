using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DelistTools.HelpBuilder.Pages;

/// <summary>A yaml mapping whose scalars are read as written, without guessing their types.</summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode _node;

    private YamlMap(YamlMappingNode node)
    {
        _node = node;
    }

    /// <summary>Reads a text that must be one mapping; otherwise says why not.</summary>
    internal static YamlMap? Parse(string text, out string? error)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            error = $"{e.Message} (line {e.Start.Line} of the block)";
            return null;
        }
        catch (InvalidOperationException)
        {
            // What this version of the reader throws instead for a bracket that is never closed.
            error = "text that does not parse, such as a bracket without its end";
            return null;
        }

        if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode map)
        {
            error = null;
            return new YamlMap(map);
        }

        error = "no list of 'name: value' lines";
        return null;
    }

    /// <summary>The text of a field; null when it is absent or no scalar.</summary>
    internal string? Scalar(string key)
    {
        return Node(key) is YamlScalarNode scalar ? scalar.Value ?? string.Empty : null;
    }

    /// <summary>The texts of a list; null when the field is absent or no list.</summary>
    internal IReadOnlyList<string>? List(string key)
    {
        return Node(key) is YamlSequenceNode list
            ? list.Children.Select(c => c is YamlScalarNode s ? s.Value ?? string.Empty : c.ToString()).ToArray()
            : null;
    }

    /// <summary>The mappings in a list; null when the field is absent or no list.</summary>
    internal IReadOnlyList<YamlMap>? Maps(string key)
    {
        return Node(key) is YamlSequenceNode list
            ? list.Children.OfType<YamlMappingNode>().Select(m => new YamlMap(m)).ToArray()
            : null;
    }

    private YamlNode? Node(string key)
    {
        return _node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) ? value : null;
    }
}
