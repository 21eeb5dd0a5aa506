using System.IO;
using System.Linq;
using DelistTools.HelpBuilder.About;
using DelistTools.HelpBuilder.Pages;
using DelistTools.HelpBuilder.Text;
using Xunit;

namespace DelistTools.HelpBuilder.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("**Bold**, *weak*, `code` &amp; \\*.", "Bold, weak, code & *.")]
    [InlineData("One\nline.", "One line.")]
    [InlineData("See [the page](https://example.test/a).", "See the page (https://example.test/a).")]
    [InlineData("See [a page](Get-X.md).", "See a page.")]
    [InlineData("<https://example.test/>", "https://example.test/")]
    [InlineData("A <zone> stays.", "A <zone> stays.")]
    [InlineData("- one\n- two\n  more\n  - deep\n", "- one\n- two more\n  - deep")]
    [InlineData("3. three\n4. four\n", "3. three\n4. four")]
    [InlineData("```powershell\nGet-X |\n    Get-Y  # *kept*\n```\n", "Get-X |\n    Get-Y  # *kept*")]
    [InlineData("> Quoted.", "Quoted.")]
    [InlineData("| a | b |\n|---|---|\n| long | `c` |\n", "a     b\n----  -\nlong  c")]
    [InlineData("#### Heading\n", "Heading")]
    public void Paragraphs_Markdown_BecomesPlainText(string markdown, string expected)
    {
        Assert.Equal([expected], PlainText.Paragraphs(PageReader.Parse(markdown)));
    }

    [Fact]
    public void Paragraphs_Comment_IsDropped()
    {
        Assert.Equal(["A", "B"], PlainText.Paragraphs(PageReader.Parse("A\n\n<!-- not for readers -->\n\nB\n")));
    }

    [Fact]
    public void AboutTopic_Sample_IsPlainTextOf80Columns()
    {
        string path = Path.Combine(SampleModuleFixture.SampleDocs, "about_SampleLists.md");
        AboutTopic topic = AboutTopic.Read(path, File.ReadAllText(path));

        Assert.Empty(topic.Check());
        Assert.Equal(
            """
            TOPIC
                about_SampleLists

            SYNOPSIS
                How the sample lists are read, in one sentence.

            DESCRIPTION
                The lists are text. See the manual (https://example.test/manual) for the
                codes that they return and for what each stands.

                - A first item, which is long enough that its text goes on below the first
                  word of the item.
                - A second item.

              Codes

                code       meaning
                ---------  -------
                127.0.0.2  listed

                    Get-SampleList -Name '*' -Impact High -Kind Address -Limit 10 -Detailed -Verbose -ErrorAction Stop

            SEE ALSO
                Get-SampleList

            """.ReplaceLineEndings("\n"),
            topic.ToPlainText());
    }

    [Fact]
    public void AboutTopic_ShortDescriptionOfMoreThanALine_IsFound()
    {
        AboutTopic topic = AboutTopic.Read(
            "about_X.md", $"# about_X\n\n## Synopsis\n\n{new string('x', 77)}\n\n## Description\n\nLong.\n");

        Assert.Equal("77 characters", topic.Check().Single().Found);
    }

    [Fact]
    public void Wrap_WordLongerThanTheLine_StandsAloneUnbroken()
    {
        Assert.Equal(["  a", "  bbbbbbbbbbbb", "  c"], LineWrapper.Wrap("a bbbbbbbbbbbb c", columns: 8, indent: 2));
    }
}
