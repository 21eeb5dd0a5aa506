using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class CatalogDocumentTests
{
    private const string File = "some.json";

    [Theory]
    [InlineData("", "expected valid JSON")]
    [InlineData("   ", "expected valid JSON")]
    [InlineData("{", "expected valid JSON")]
    [InlineData("{ \"schema\": 1", "expected valid JSON")]
    [InlineData("{ \"schema\": 1, \n", "expected valid JSON")]
    [InlineData("{ \"schema\": 1, \"blocklists\": [],", "expected valid JSON")]
    [InlineData("{ \"schema\": 1 } x", "expected valid JSON")]
    [InlineData("{ schema: 1 }", "expected valid JSON")]
    [InlineData("{ \"schema\": 1, \"blocklists\": [ }", "expected valid JSON")]
    [InlineData("# a comment", "expected valid JSON")]
    [InlineData("<xml/>", "expected valid JSON")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("1", "expected a JSON object")]
    [InlineData("\"text\"", "expected a JSON object")]
    [InlineData("null", "expected a JSON object")]
    public void Parse_NoJsonObject_SaysWhatWasExpected(string json, string expected)
    {
        CatalogException error = Assert.Throws<CatalogException>(() => CatalogText.Document(File, json));

        Assert.Equal(File, error.File);
        Assert.StartsWith(File + ": " + expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "found nothing")]
    [InlineData("{ \"schema\": 2 }", "found '2'")]
    [InlineData("{ \"schema\": \"1\" }", "found '1'")]
    [InlineData("{ \"schema\": true }", "found 'true'")]
    [InlineData("{ \"Schema\": 1 }", "found nothing")]
    public void Parse_OtherSchema_NamesTheField(string json, string found)
    {
        CatalogException error = Assert.Throws<CatalogException>(() => CatalogText.Document(File, json));

        Assert.Equal("schema", error.Field);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_InvalidUtf8_IsNoJson()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("{ \"schema\": 1, \"x\": \"?\" }");
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xFF;

        Assert.Contains("expected valid JSON", Assert.Throws<CatalogException>(() => CatalogDocument.Parse(File, bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ByteOrderMark_IsPassedOver()
    {
        byte[] bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(CatalogText.File(CatalogText.Entry("one")))).ToArray();

        Assert.Equal("one", Assert.Single(Entries(CatalogDocument.Parse(File, bytes))).Id);
    }

    [Fact]
    public void Load_FileThatIsNotThere_NamesIt()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "catalog.json");

        CatalogException error = Assert.Throws<CatalogException>(() => CatalogDocument.Load(path));

        Assert.Equal(path, error.File);
        Assert.Contains("expected a readable file", error.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<IOException>(error.InnerException);
    }

    [Theory]
    [InlineData("{ \"schema\": 1, \"blocklist\": [] }", "blocklist", "expected one of the sections blocklists, keys")]
    [InlineData("{ \"schema\": 1, \"not a name\": [] }", "not a name", "expected one of the sections")]
    [InlineData("{ \"schema\": 1, \"blocklists\": {} }", "blocklists", "expected an array of entries")]
    [InlineData("{ \"schema\": 1, \"blocklists\": null }", "blocklists", "expected an array of entries")]
    public void Sections_UnknownOrMalformed_NameTheSection(string json, string field, string expected)
    {
        CatalogDocument document = CatalogText.Document(File, json);

        CatalogException error = Assert.Throws<CatalogException>(() => Entries(document));

        Assert.Equal(field, error.Field);
        Assert.StartsWith(File + ", field '" + field + "': " + expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", null, "expected an object")]
    [InlineData("\"one\"", null, "expected an object")]
    [InlineData("{}", "id", "expected some text, found nothing")]
    [InlineData("{ \"id\": 1 }", "id", "expected text, found number")]
    [InlineData("{ \"id\": \"\" }", "id", "expected some text")]
    [InlineData("{ \"id\": \"One\" }", "id", "found 'One'")]
    [InlineData("{ \"id\": \"one two\" }", "id", "found 'one two'")]
    [InlineData("{ \"id\": \"-one\" }", "id", "lower-case letters, digits and single hyphens")]
    [InlineData("{ \"id\": \"one-\" }", "id", "lower-case letters")]
    [InlineData("{ \"id\": \"one--two\" }", "id", "lower-case letters")]
    [InlineData("{ \"id\": \"one\\n\" }", "id", "lower-case letters")]
    public void Sections_EntryWithoutAnId_IsNamedByItsPlace(string entry, string? field, string expected)
    {
        CatalogDocument document = CatalogText.Document(File, CatalogText.File(CatalogText.Entry("first"), entry));

        CatalogException error = Assert.Throws<CatalogException>(() => Entries(document));

        Assert.Equal("blocklists[1]", error.Entry);
        Assert.Equal(field, error.Field);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sections_FieldGivenTwice_IsNamed()
    {
        CatalogDocument document = CatalogText.Document(File, CatalogText.File("{ \"id\": \"one\", \"zone\": \"a.test\", \"zone\": \"b.test\" }"));

        CatalogException error = Assert.Throws<CatalogException>(() => Entries(document));

        Assert.Equal("zone", error.Field);
        Assert.Contains("expected once, found twice", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<EntryReader> Entries(CatalogDocument document) =>
        document.Sections(new[] { "blocklists", "keys" }).SelectMany(s => s.Value).ToList();
}
