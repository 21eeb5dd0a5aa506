using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class PublicSuffixListTests
{
    private static readonly Lazy<PublicSuffixList> Shipped = new(() => PublicSuffixList.Read(ShippedFile));

    internal static string ShippedFile => Path.Combine(ShippedCatalog.Folder, "suffixes", PublicSuffixFiles.FileName);

    private static PublicSuffixList List => Shipped.Value;

    /// <summary>The published vectors (test_psl.txt), in the form in which names come here: normalised, no leading dot.</summary>
    [Theory]

    // Unlisted top-level domain.
    [InlineData("example", null)]
    [InlineData("example.example", "example.example")]
    [InlineData("b.example.example", "example.example")]
    [InlineData("a.b.example.example", "example.example")]

    // Top-level domain with one rule.
    [InlineData("biz", null)]
    [InlineData("domain.biz", "domain.biz")]
    [InlineData("b.domain.biz", "domain.biz")]
    [InlineData("a.b.domain.biz", "domain.biz")]

    // With rules of two levels, some of them private.
    [InlineData("com", null)]
    [InlineData("example.com", "example.com")]
    [InlineData("b.example.com", "example.com")]
    [InlineData("a.b.example.com", "example.com")]
    [InlineData("uk.com", null)]
    [InlineData("example.uk.com", "example.uk.com")]
    [InlineData("b.example.uk.com", "example.uk.com")]
    [InlineData("a.b.example.uk.com", "example.uk.com")]
    [InlineData("test.ac", "test.ac")]

    // With one wildcard.
    [InlineData("mm", null)]
    [InlineData("c.mm", null)]
    [InlineData("b.c.mm", "b.c.mm")]
    [InlineData("a.b.c.mm", "b.c.mm")]

    // With all kinds of rules.
    [InlineData("jp", null)]
    [InlineData("test.jp", "test.jp")]
    [InlineData("www.test.jp", "test.jp")]
    [InlineData("ac.jp", null)]
    [InlineData("test.ac.jp", "test.ac.jp")]
    [InlineData("www.test.ac.jp", "test.ac.jp")]
    [InlineData("kyoto.jp", null)]
    [InlineData("test.kyoto.jp", "test.kyoto.jp")]
    [InlineData("ide.kyoto.jp", null)]
    [InlineData("b.ide.kyoto.jp", "b.ide.kyoto.jp")]
    [InlineData("a.b.ide.kyoto.jp", "b.ide.kyoto.jp")]
    [InlineData("c.kobe.jp", null)]
    [InlineData("b.c.kobe.jp", "b.c.kobe.jp")]
    [InlineData("a.b.c.kobe.jp", "b.c.kobe.jp")]
    [InlineData("city.kobe.jp", "city.kobe.jp")]
    [InlineData("www.city.kobe.jp", "city.kobe.jp")]

    // With a wildcard and an exception.
    [InlineData("ck", null)]
    [InlineData("test.ck", null)]
    [InlineData("b.test.ck", "b.test.ck")]
    [InlineData("a.b.test.ck", "b.test.ck")]
    [InlineData("www.ck", "www.ck")]
    [InlineData("www.www.ck", "www.ck")]

    // Schools of the United States.
    [InlineData("us", null)]
    [InlineData("test.us", "test.us")]
    [InlineData("www.test.us", "test.us")]
    [InlineData("ak.us", null)]
    [InlineData("test.ak.us", "test.ak.us")]
    [InlineData("www.test.ak.us", "test.ak.us")]
    [InlineData("k12.ak.us", null)]
    [InlineData("test.k12.ak.us", "test.k12.ak.us")]
    [InlineData("www.test.k12.ak.us", "test.k12.ak.us")]

    // Other scripts.
    [InlineData("xn--85x722f.com.cn", "xn--85x722f.com.cn")]
    [InlineData("xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn")]
    [InlineData("www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn")]
    [InlineData("shishi.xn--55qx5d.cn", "shishi.xn--55qx5d.cn")]
    [InlineData("xn--55qx5d.cn", null)]
    [InlineData("xn--85x722f.xn--fiqs8s", "xn--85x722f.xn--fiqs8s")]
    [InlineData("www.xn--85x722f.xn--fiqs8s", "xn--85x722f.xn--fiqs8s")]
    [InlineData("shishi.xn--fiqs8s", "shishi.xn--fiqs8s")]
    [InlineData("xn--fiqs8s", null)]
    public void DomainOf_PublishedVector_IsAsPublished(string name, string? domain) => Assert.Equal(domain, List.DomainOf(name));

    [Theory]
    [InlineData("食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn")]
    [InlineData("WwW.食狮.中国.", "xn--85x722f.xn--fiqs8s")]
    [InlineData("WwW.Example.COM", "example.com")]
    public void DomainOf_NormalisedName_IsInALabels(string text, string domain) =>
        Assert.Equal(domain, List.DomainOf(DomainNameText.Normalise(text)!));

    [Theory]
    [InlineData("mail.example.co.uk", "example.co.uk")]
    [InlineData("co.uk", null)]
    [InlineData("spammer.blogspot.com", "spammer.blogspot.com")]
    [InlineData("www.spammer.blogspot.com", "spammer.blogspot.com")]
    [InlineData("blogspot.com", "blogspot.com")]
    [InlineData("somebody.github.io", "somebody.github.io")]
    [InlineData("github.io", "github.io")]
    [InlineData("s3.amazonaws.com", "amazonaws.com")]
    [InlineData("bucket.s3.amazonaws.com", "bucket.s3.amazonaws.com")]
    public void RegistrableOf_PrivateSuffix_IsADomainLikeAnyOther(string name, string? domain) => Assert.Equal(domain, List.RegistrableOf(name));

    [Fact]
    public void Parse_PublishedForm_ReadsUnicodeCommentsAndVersion()
    {
        PublicSuffixList list = PublicSuffixList.Parse(
            "x", "// VERSION: 2026-01-02_03-04-05_UTC\r\n// ===BEGIN ICANN DOMAINS===\r\ncn\r\n公司.cn  a word after it\r\n\r\n// ===BEGIN PRIVATE DOMAINS===\r\n*.hosting.cn\r\n!own.hosting.cn\r\n");

        Assert.Equal("2026-01-02_03-04-05_UTC", list.Version);
        Assert.Equal("shop.xn--55qx5d.cn", list.DomainOf("www.shop.xn--55qx5d.cn"));
        Assert.Equal("c.b.hosting.cn", list.DomainOf("d.c.b.hosting.cn"));
        Assert.Equal("own.hosting.cn", list.DomainOf("www.own.hosting.cn"));
        Assert.Equal("hosting.cn", list.DomainOf("d.c.b.hosting.cn", isPrivateCounted: false));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE html>\n<html></html>\n")]
    [InlineData("com\nnet\n")]
    [InlineData("// ===BEGIN ICANN DOMAINS===\ncom\n")]
    [InlineData("// ===BEGIN ICANN DOMAINS===\ncom\na.*.com\n// ===BEGIN PRIVATE DOMAINS===\n")]
    [InlineData("// ===BEGIN ICANN DOMAINS===\n// ===BEGIN PRIVATE DOMAINS===\n")]
    public void Parse_SomethingElse_IsRefused(string text)
    {
        CatalogException refused = Assert.Throws<CatalogException>(() => PublicSuffixList.Parse("mine.dat", text));
        Assert.Equal("mine.dat", refused.File);
    }

    [Fact]
    public void SuffixOf_AnyName_IsThatOfANaiveReading()
    {
        string[] lines = File.ReadAllLines(ShippedFile);
        int border = Array.FindIndex(lines, l => l.Contains("BEGIN PRIVATE", StringComparison.Ordinal));
        NaiveRule[] all = [.. lines.Where(IsRule).Select(l => new NaiveRule(l))];
        NaiveRule[] icann = [.. lines.Take(border).Where(IsRule).Select(l => new NaiveRule(l))];
        Random random = new(5782);

        // Names around the rules: a rule itself, less of it, more before it; and names of labels that mean nothing.
        for (int i = 0; i < 1500; i++)
        {
            string rule = all[random.Next(all.Length)].Text;
            if (i % 10 == 0)
            {
                rule = all.Where(r => r.IsException || r.Text[0] == '*').ElementAt(random.Next(40)).Text;
            }

            string[] labels = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Label(random)), .. rule.TrimStart('!').Replace("*", Label(random), StringComparison.Ordinal).Split('.')];
            string name = string.Join('.', labels.Skip(random.Next(2)));
            if (name.Length > 0)
            {
                Assert.True(Naive(all, name) == List.SuffixOf(name), name);
                Assert.True(Naive(icann, name) == List.SuffixOf(name, isPrivateCounted: false), name);
            }
        }
    }

    private static bool IsRule(string line) => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal);

    private static string Label(Random random) => random.Next(3) == 0 ? "city" : "l" + random.Next(100).ToString(CultureInfo.InvariantCulture);

    /// <summary>The algorithm as publicsuffix.org words it, one rule after the other.</summary>
    private static string Naive(IEnumerable<NaiveRule> rules, string name)
    {
        string[] labels = name.Split('.');
        List<NaiveRule> matching = [.. rules.Where(r => r.Matches(labels))];
        NaiveRule prevailing = matching.Find(r => r.IsException) ?? matching.MaxBy(r => r.Labels.Length) ?? new NaiveRule("*");
        int count = prevailing.Labels.Length - (prevailing.IsException ? 1 : 0);
        return string.Join('.', labels[^count..]);
    }

    private sealed class NaiveRule
    {
        internal NaiveRule(string text)
        {
            Text = text;
            IsException = text[0] == '!';
            Labels = text.TrimStart('!').Split('.');
        }

        internal string Text { get; }

        internal bool IsException { get; }

        internal string[] Labels { get; }

        internal bool Matches(string[] name) => name.Length >= Labels.Length
            && Labels.Reverse().Zip(name.Reverse()).All(p => p.First == "*" || p.First == p.Second);
    }
}
