using System.Linq;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Patterns that share pieces.</summary>
public sealed class PatternPartsTests
{
    [Fact]
    public void Build_PartInAPart_IsFilledIn()
    {
        SignatureCatalog catalog = Build("{outer} x{2,3}", "{ \"id\": \"outer\", \"pattern\": \"a|{inner}\" }", "{ \"id\": \"inner\", \"pattern\": \"b\" }");

        SignaturePattern pattern = catalog.Signatures.Single().Pattern!;
        Assert.Equal("(?:a|(?:b)) x{2,3}", pattern.Text);
        Assert.NotNull(pattern.Find("b xx"));
        Assert.Null(pattern.Find("c xx"));
    }

    [Theory]
    [InlineData("{nobody}", "{ \"id\": \"outer\", \"pattern\": \"a\" }")]
    [InlineData("{outer}", "{ \"id\": \"outer\", \"pattern\": \"a|{outer}\" }")]
    public void Build_UnknownPartOrOneInItself_IsAnError(string pattern, string part) =>
        Assert.Equal("pattern", Assert.Throws<CatalogException>(() => Build(pattern, part)).Field);

    private static SignatureCatalog Build(string pattern, params string[] parts) => SignatureCatalog.Build(
        [CatalogText.Document(
            CatalogText.ShippedFile,
            "{ \"schema\": 1, \"patternParts\": [" + string.Join(",", parts) + "], \"signatures\": [{ \"id\": \"a\", \"fragments\": [\"abcd\"], \"pattern\": \""
            + pattern + "\", \"cause\": \"unknown\", \"about\": \"x\", \"sources\": [{ \"source\": \"s\" }], \"confidence\": \"low\", \"verifiedOn\": \"2026-11-25\" }] }")],
        [], ShippedCatalog.Current);
}
