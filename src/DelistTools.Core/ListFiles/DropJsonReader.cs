using System;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Xml;
using System.Xml.Linq;

namespace DelistTools.ListFiles;

/// <summary>
/// Reads Spamhaus' DROP as JSON: an object on each line, or one array of them, with <c>cidr</c> and <c>sblid</c>, and one
/// of type <c>metadata</c>. The JSON reader is the framework's own.
/// </summary>
internal sealed class DropJsonReader : ListEntryReader, IDisposable
{
    private static readonly XmlDictionaryReaderQuotas Quotas = new()
    {
        MaxDepth = 16,
        MaxStringContentLength = ListFileLimits.LineLength,
        MaxArrayLength = int.MaxValue,
        MaxBytesPerRead = int.MaxValue,
        MaxNameTableCharCount = ListFileLimits.LineLength,
    };

    private readonly ListBuilder _builder;
    private readonly PlainReader _blocks;
    private MemoryStream? _array;

    internal DropJsonReader(ListBuilder builder)
    {
        _builder = builder;
        _blocks = new PlainReader(builder, keepsComments: true);
    }

    /// <inheritdoc/>
    internal override string? Read(byte[] bytes, int from, int end)
    {
        if (_array is null && _builder.Entries == 0 && bytes[from] == '[')
        {
            _array = new MemoryStream();
        }

        if (_array is null)
        {
            return ReadObject(bytes, from, end);
        }

        _array.Write(bytes, from, end - from);
        _array.WriteByte((byte)'\n');
        return _array.Length <= ListFileLimits.ArrayBytes
            ? null
            : throw _builder.Invalid("its JSON array has more than " + (ListFileLimits.ArrayBytes >> 20) + " MB; write an object on each line");
    }

    /// <inheritdoc/>
    internal override void Finish()
    {
        if (_array is null)
        {
            return;
        }

        int end = (int)_array.Length - 1;
        if (_array.GetBuffer()[end - 1] != ']')
        {
            throw _builder.Invalid("it is no valid JSON: the array has no end");
        }

        try
        {
            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(_array.GetBuffer(), 0, end, Quotas);
            int number = 0;
            foreach (XElement entry in XElement.Load(reader).Elements())
            {
                number++;
                if (Add(entry) is { } fault)
                {
                    throw _builder.Invalid("entry " + number.ToString(System.Globalization.CultureInfo.InvariantCulture) + ": " + fault);
                }
            }
        }
        catch (Exception e) when (IsNoJson(e))
        {
            throw _builder.Invalid("it is no valid JSON: " + e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _array?.Dispose();

    private string? ReadObject(byte[] bytes, int from, int end)
    {
        // The framework's reader takes an object that breaks off for a whole one.
        if (bytes[from] != '{' || bytes[end - 1] != '}')
        {
            return ByteText.Quote(bytes, from, end) + " is no JSON object";
        }

        try
        {
            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(bytes, from, end - from, Quotas);
            return Add(XElement.Load(reader));
        }
        catch (Exception e) when (IsNoJson(e))
        {
            return "it is no valid JSON: " + NetworkText.Clean(e.Message);
        }
    }

    private string? Add(XElement entry)
    {
        if (Field(entry, "type") == "metadata")
        {
            return null;
        }

        string? cidr = Field(entry, "cidr");
        return cidr is null ? "there is no \"cidr\", so that this is no entry of DROP" : _blocks.Add(cidr.Trim(), Field(entry, "sblid") ?? "");
    }

    private static string? Field(XElement entry, string name) =>
        entry.Elements(name).FirstOrDefault(e => (string?)e.Attribute("type") is "string" or null)?.Value;

    private static bool IsNoJson(Exception e) => e is XmlException or FormatException or ArgumentException or InvalidOperationException or OverflowException;
}
