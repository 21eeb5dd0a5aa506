using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DelistTools.Reporting;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Xunit;

namespace DelistTools.Core.Tests.Reporting;

/// <summary>One document in four shapes.</summary>
public sealed class ReportWriterTests
{
    private const int MegaByte = 1024 * 1024;

    [Theory]
    [InlineData("a.html", ReportFormat.Html)]
    [InlineData("a.HTM", ReportFormat.Html)]
    [InlineData("a.b.md", ReportFormat.Markdown)]
    [InlineData("a.markdown", ReportFormat.Markdown)]
    [InlineData("a.json", ReportFormat.Json)]
    [InlineData("a.csv", ReportFormat.Csv)]
    [InlineData("a.txt", null)]
    [InlineData("html", null)]
    public void Format_ByExtension_IsWhatUsersExpect(string path, ReportFormat? format) => Assert.Equal(format, ReportWriter.FormatOf(path));

    [Fact]
    public void Html_OfHostileText_HasNoTagAndNoAttributeOfIts()
    {
        string html = SampleFindings.Write(SampleFindings.Hostile(), ReportFormat.Html);

        Assert.Single(Regex.Matches(html, "</style>", RegexOptions.IgnoreCase));
        foreach (string name in HostileText.Elements)
        {
            Assert.DoesNotContain("<" + name, html, StringComparison.OrdinalIgnoreCase);
        }

        // Of each tag the attributes that it may have; a quotation mark in a text would have begun another one.
        string[] attributes = [.. Regex.Matches(html[html.IndexOf("</style>", StringComparison.Ordinal)..], "<[a-z0-9]+((?: [a-z0-9-]+=\"[^\"<>]*\")*)/?>").SelectMany(t => Regex.Matches(t.Groups[1].Value, " ([a-z0-9-]+)=").Select(a => a.Groups[1].Value)).Distinct().Order()];
        Assert.Empty(attributes.Except(["aria-hidden", "aria-label", "aria-labelledby", "class", "d", "data-l", "height", "href", "id", "overflow", "r", "rel", "role", "scope", "width", "x", "x1", "x2", "y", "y1", "y2"]));
        Assert.Equal(html.Count(c => c == '<'), Regex.Count(html, "</?[a-z0-9]+(?: [a-z0-9-]+=\"[^\"<>]*\")*/?>|<!DOCTYPE html>"));
    }

    [Fact]
    public void Html_EscapedText_EndsNeitherElementNorAttribute() =>
        Assert.Equal("a&amp;&lt;b&gt;&quot;c&#39;d", HtmlText.Escape("a&<b>\"c'd"));

    [Fact]
    public void Html_Policy_AllowsItsOwnStyleAndNothingElse()
    {
        string html = SampleFindings.Write(SampleFindings.Usual(), ReportFormat.Html);

        Assert.Contains("content=\"default-src 'none'; style-src '" + HtmlStyle.Hash() + "'; base-uri 'none'; form-action 'none'\"", html, StringComparison.Ordinal);
        Assert.Contains("<style>" + HtmlStyle.Text + "</style>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_OfTenThousandAddresses_IsAPageThatOpensAndCountsWhatItLeavesOut()
    {
        ReportFindings many = SampleFindings.Many(10_000);
        string html = SampleFindings.Write(many, ReportFormat.Html);

        Assert.InRange(Encoding.UTF8.GetByteCount(html), MegaByte, 5 * MegaByte);
        Assert.Contains("500 of 10,000 addresses are on blocklists", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">198.18.39.14</th>", html, StringComparison.Ordinal);
        Assert.Equal(600_000, SampleFindings.Report(many).Findings.Count());

        string more = SampleFindings.Write(SampleFindings.Many(12_600), ReportFormat.Html);
        Assert.InRange(Encoding.UTF8.GetByteCount(more), MegaByte, 5 * MegaByte);
        Assert.Matches("[0-9,]+ addresses more are left out here\\. A report made with -As Json or -As Csv has everything\\.", more);
    }

    [Fact]
    public void Markdown_OfHostileText_MakesNoLinkNoImageNoHtmlAndNoHeading()
    {
        string usual = SampleFindings.Write(SampleFindings.Hostile(), ReportFormat.Markdown);
        MarkdownDocument document = Markdown.Parse(usual, new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseEmphasisExtras().Build());

        Assert.Empty(document.Descendants<HtmlBlock>());
        Assert.Empty(document.Descendants<HtmlInline>());
        Assert.Empty(document.Descendants<LinkInline>());
        Assert.Empty(document.Descendants<AutolinkInline>());
        Assert.Empty(document.Descendants<CodeInline>());
        Assert.DoesNotContain(document.Descendants<HeadingBlock>(), h => h.Inline!.FirstChild is LiteralInline { Content.Length: < 12 } only && only.ToString() == "heading");
        Assert.All(document.Descendants<FencedCodeBlock>(), f => Assert.False(f.IsOpen));
    }

    [Fact]
    public void Markdown_OfUsualFindings_HasTablesWithAllTheirCells()
    {
        MarkdownDocument document = Markdown.Parse(SampleFindings.Write(SampleFindings.Usual(), ReportFormat.Markdown), new MarkdownPipelineBuilder().UsePipeTables().Build());

        Markdig.Extensions.Tables.Table[] tables = [.. document.Descendants<Markdig.Extensions.Tables.Table>()];
        Assert.True(tables.Length > 8, "There are " + tables.Length + " tables.");
        Assert.All(tables, t => Assert.All(t.Cast<Markdig.Extensions.Tables.TableRow>(), r => Assert.Equal(((Markdig.Extensions.Tables.TableRow)t[0]).Count, r.Count)));
        Assert.Contains(document.Descendants<AutolinkInline>(), l => l.Url == "https://olcsupport.office.com/");
    }

    /// <summary>Whoever puts it into a page must not find that a text ends the script it stands in.</summary>
    [Fact]
    public void Json_OfHostileText_HasNothingThatEndsAScript() =>
        Assert.DoesNotContain("<", SampleFindings.Write(SampleFindings.Hostile(), ReportFormat.Json), StringComparison.Ordinal);

    [Fact]
    public void Csv_OfAResultWithoutChecks_HasARowForIt()
    {
        DomainBlocklistResult result = new() { Domain = "example.org", Status = ListingStatus.Undetermined, CheckedAt = SampleFindings.Now };
        string[] lines = SampleFindings.Write(SampleFindings.Of(result), ReportFormat.Csv).Split("\r\n");

        Assert.Equal(["DomainBlocklistResult", "example.org", "", "", "Undetermined", "false"], Fields(lines[1])[..6]);
    }

    [Fact]
    public void Json_OfEachType_IsWholeAndHasStableNames()
    {
        foreach (ReportFindings findings in (ReportFindings[])[SampleFindings.Usual(), SampleFindings.Hostile(), SampleFindings.Of(SampleFindings.Refusal())])
        {
            using JsonDocument json = JsonDocument.Parse(SampleFindings.Write(findings, ReportFormat.Json));
            JsonElement root = json.RootElement;
            Assert.Equal(1, root.GetProperty("delistingReport").GetInt32());
            Assert.Equal("UTC", root.GetProperty("timeZone").GetString());
            Assert.Equal("2026-11-28T09:42:05Z", root.GetProperty("madeAt").GetString());
            Assert.Equal(SampleFindings.Report(findings).Findings.Count(), root.GetProperty("findings").GetArrayLength());
            Assert.All(root.GetProperty("sections").EnumerateArray(), s => Assert.True(s.GetProperty("entries").ValueKind == JsonValueKind.Array));
        }
    }

    [Fact]
    public void Csv_OfEachType_HasARowForEachFindingAndNoFormula()
    {
        foreach (ReportFindings findings in (ReportFindings[])[SampleFindings.Usual(), SampleFindings.Hostile()])
        {
            string csv = SampleFindings.Write(findings, ReportFormat.Csv);
            Assert.StartsWith("\uFEFF\"Kind\",\"Target\",", csv, StringComparison.Ordinal);
            string[] lines = csv.Split("\r\n");
            Assert.Equal(SampleFindings.Report(findings).Findings.Count() + 2, lines.Length);
            List<string[]> rows = [.. lines[..^1].Select(Fields)];
            Assert.All(rows, r => Assert.Equal(rows[0].Length, r.Length));
            Assert.DoesNotContain(rows.Skip(1).SelectMany(r => r), f => Regex.IsMatch(f, "(^|[;,])[\\s\"']*(?<!')[=+@|-]") && !Regex.IsMatch(f, "(^|[;,])[\\s\"']*'[=+@|-]"));
        }
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\t=1", "'=1")]
    [InlineData("\uFF1D1", "'\uFF1D1")]
    [InlineData("fine;=1;ok", "fine;'=1;ok")]
    [InlineData("fine, \"=1", "fine, \"'=1")]
    [InlineData("a=b", "a=b")]
    [InlineData("203.0.113.1-203.0.113.9", "203.0.113.1-203.0.113.9")]
    public void Csv_TextThatASpreadsheetWouldCompute_IsText(string text, string written)
    {
        MailRefusal refusal = new() { Recipient = "a@example.org", ReplyText = text, Evidence = "x" };

        Assert.Equal(written, Fields(SampleFindings.Write(SampleFindings.Of(refusal), ReportFormat.Csv).Split("\r\n")[1])[10]);
    }

    [Fact]
    public void Reports_OfOneDocument_HaveTheSameFindings()
    {
        string[] all = [.. Enum.GetValues<ReportFormat>().Select(f => SampleFindings.Write(SampleFindings.Usual(), f))];

        Assert.All(["203.0.113.25", "SRX1234567890ID", "barracuda-brbl", "198.51.100.7"], text => Assert.All(all, a => Assert.Contains(text, a, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(ReportFormat.Html)]
    [InlineData(ReportFormat.Markdown)]
    public void History_OfManyMoments_SaysHowManyItLeavesOut(ReportFormat format) =>
        Assert.Contains("100 rows more are left out here", SampleFindings.Write(SampleFindings.Of(SampleFindings.CaseOf(600, i => i)), format), StringComparison.Ordinal);

    [Theory]
    [InlineData(ReportFormat.Html)]
    [InlineData(ReportFormat.Markdown)]
    public void Attention_OfMoreThanTheSummaryNames_FollowsBelow(ReportFormat format)
    {
        string report = SampleFindings.Write(SampleFindings.Of([.. Enumerable.Range(0, 30).Select(i => (object)SampleFindings.Result("192.0.2." + i, SampleFindings.Check("192.0.2." + i, "psbl", ListingVerdict.Listed)))]), format);

        Assert.Contains("5 more findings follow below.", report, StringComparison.Ordinal);
        Assert.DoesNotContain("left out", report, StringComparison.Ordinal);
    }

    [Fact]
    public void History_OutOfOrder_IsToldByTime()
    {
        // The third event tells of something older than the first, as an answer found later does.
        ReportFindings findings = SampleFindings.Of(SampleFindings.CaseOf(4, i => i == 3 ? -30 : i));

        string html = SampleFindings.Write(findings, ReportFormat.Html);
        int[] rows = [.. Regex.Matches(html, "<tr><th scope=\"row\">([1-4])</th>").Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal([3, 1, 2, 4], rows);
        Assert.Matches("y=\"18\">3</text>.*y=\"18\">1 \\+2</text>", html);
    }

    [Fact]
    public void Html_OfTenThousandFindingsInTheWorstOfWords_StaysSmall()
    {
        string quotes = new('"', 1000);
        ReportFindings findings = SampleFindings.Of([.. Enumerable.Range(0, 10_000).Select(i => (object)SampleFindings.Result(
            "198.18." + (i / 256) + "." + (i % 256), SampleFindings.Check("198.18." + (i / 256) + "." + (i % 256), "psbl", ListingVerdict.Listed, "127.0.0.2", quotes, quotes)))]);
        ReportFindings checks = SampleFindings.Of([.. Enumerable.Range(0, 10_000).Select(i => (object)new ReadinessCheck { Name = "Spf", Target = "h" + i + ".example", Status = ReadinessStatus.Fail, Found = quotes, CheckedAt = SampleFindings.Now })]);

        foreach (ReportFindings all in (ReportFindings[])[findings, checks])
        {
            string html = SampleFindings.Write(all, ReportFormat.Html);
            Assert.InRange(Encoding.UTF8.GetByteCount(html), MegaByte / 2, 5 * MegaByte);
            Assert.Contains("left out here. A report made with -As Json or -As Csv has everything.", html, StringComparison.Ordinal);
            Assert.InRange(Encoding.UTF8.GetByteCount(SampleFindings.Write(all, ReportFormat.Markdown)), MegaByte / 8, 5 * MegaByte);
        }
    }

    /// <summary>The fields of a line in which all are quoted (RFC 4180).</summary>
    private static string[] Fields(string line) =>
        [.. Regex.Matches(line.TrimStart('\uFEFF'), "\"((?:[^\"]|\"\")*)\"(?:,|$)").Select(m => m.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal))];
}
