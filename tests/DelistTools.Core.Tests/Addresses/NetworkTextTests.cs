using System.Linq;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class NetworkTextTests
{
    [Theory]
    [InlineData("Listed, see https://example.com/?ip=192.0.2.1", "Listed, see https://example.com/?ip=192.0.2.1")]
    [InlineData("", "")]
    [InlineData("one\r\ntwo\tthree", "one two three")]
    [InlineData("\r\n one", " one")]
    [InlineData("one\r\n", "one")]
    [InlineData("a\u0000b\u007Fc", "a b c")]
    [InlineData("red\u001B[31m", "red [31m")]
    [InlineData("red\u009B31m", "red 31m")]
    [InlineData("\u001B]0;title\u0007", "]0;title")]
    [InlineData("line\u2028line\u2029line", "line line line")]
    [InlineData("sure\u202Egpj.exe", "suregpj.exe")]
    [InlineData("zero\u200Bwidth\u200Djoin\uFEFFmark\u00ADsoft", "zerowidthjoinmarksoft")]
    [InlineData("\u2066isolated\u2069", "isolated")]
    [InlineData("tag\U000E0041\U000E007Fged \U0001D173note", "tagged note")]
    [InlineData("M\u00FCller \u4F8B \U0001F4E7", "M\u00FCller \u4F8B \U0001F4E7")]
    public void Clean_Text_CanNeitherDriveATerminalNorDisguiseItself(string text, string expected) =>
        Assert.Equal(expected, NetworkText.Clean(text));

    [Fact]
    public void Clean_EveryControlCharacter_IsGone()
    {
        string clean = NetworkText.Clean(string.Concat(Enumerable.Range(0, 0xA0).Select(c => "x" + (char)c)));

        Assert.DoesNotContain(clean, char.IsControl);
    }

    [Fact]
    public void Clean_LongText_IsCutAndSaysSo()
    {
        Assert.Equal(new string('a', 1000) + "...", NetworkText.Clean(new string('a', 70_000)));
        Assert.Equal(new string('a', 1000), NetworkText.Clean(new string('a', 1000)));
        Assert.Equal(new string('a', 1000) + "...", NetworkText.Clean(new string('a', 1001)));
    }

    [Fact]
    public void Clean_HalfAPair_IsDropped()
    {
        string halves = "half " + (char)0xD83D + "and " + (char)0xDCE7 + "half" + (char)0xD83D;

        Assert.Equal("half and half", NetworkText.Clean(halves));
    }

    [Fact]
    public void Clean_CutWithinASurrogatePair_LeavesThePairOut()
    {
        const string Mail = "\U0001F4E7";

        Assert.Equal(new string('a', 999) + "...", NetworkText.Clean(new string('a', 999) + Mail + "b"));
        Assert.Equal(new string('a', 998) + Mail + "...", NetworkText.Clean(new string('a', 998) + Mail + "b"));
        Assert.Equal(new string('a', 998) + Mail, NetworkText.Clean(new string('a', 998) + Mail));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData(" a\r\nb\tc\u001B[31md\u202E ", "a b c [31md")]
    [InlineData("\u0001\u0002", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Line_TextFromOutside_HasNothingThatATerminalActsOn(string? text, string? expected) => Assert.Equal(expected, NetworkText.Line(text));

    [Fact]
    public void Line_HalfACharacter_IsLeftOut() => Assert.Equal("\uD83D\uDE00 x", NetworkText.Line("\uD83D\uDE00 \uD83Dx\uDE00"));

    [Fact]
    public void Shorten_LongText_EndsWithAMarkAndCutsNoCharacterInTwo()
    {
        Assert.Equal("short", NetworkText.Shorten("short"));
        Assert.Equal(new string('x', 400) + " [...]", NetworkText.Shorten(new string('x', 100_000)));
        Assert.Equal(new string('x', 399) + " [...]", NetworkText.Shorten(new string('x', 399) + "\uD83D\uDE00 and more"));
    }
}
