using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class PlacesTests
{
    [Theory]
    [InlineData("no place", null)]
    [InlineData("{address} and {reply}", null)]
    [InlineData("{address} and {rePly}", "rePly")]
    [InlineData("{}", "")]
    [InlineData("open { brace", null)]
    [InlineData("{{address}}", "{address")]
    public void Unknown_Text_IsTheFirstPlaceThatNobodyCanFill(string text, string? expected) => Assert.Equal(expected, Places.Unknown(text));

    [Theory]
    [InlineData("{address} at {name}", "192.0.2.1 at the operator's list")]
    [InlineData("ends with {", "ends with {")]
    [InlineData("{nobody} stays", "{nobody} stays")]
    public void Fill_Text_HasValuesOrGeneralWords(string text, string expected) => Assert.Equal(expected, Places.Fill(text, Value));

    [Fact]
    public void Fill_EveryPlaceWithoutAValue_HasWordsExceptOne() => Assert.Equal(
        ["removalDetail"], Places.Names.Where(n => Places.Fill("{" + n + "}", _ => null).Trim().Length == 0));

    [Fact]
    public void Fill_ValueThatLooksLikeAPlace_IsNotFilledAgain() =>
        Assert.Equal("{removalUrl} {address}", Places.Fill("{reply}", n => n == "reply" ? "{removalUrl} {address}" : "WRONG"));

    [Theory]
    [InlineData("{address}", "192.0.2.1")]
    [InlineData("{reply}|{address}", "192.0.2.1")]
    [InlineData("{reply}", null)]
    [InlineData("{address} {reply}|plain", "plain")]
    public void FillExactly_Alternatives_IsTheFirstThatCanBeFilledWhole(string text, string? expected) =>
        Assert.Equal(expected, Places.FillExactly(text, Value));

    [Theory]
    [InlineData("https://one.test/?ip={address}", "https://one.test/?ip=192.0.2.1")]
    [InlineData("{lookupUrl}?ip={address}", "https://look.test/?ip=192.0.2.1")]
    [InlineData("https://one.test/?d={domain}", "https://one.test/?d=a%20b%26c%3Dd%2F..%2F%23")]
    [InlineData("{replyUrl}", null)]
    [InlineData("{replyUrl}|https://one.test/", "https://one.test/")]
    [InlineData("{evidence}|{lookupUrl}", "https://look.test/")]
    [InlineData("https://one.test/?r={reply}", null)]
    [InlineData("https://one.test/?r={recipient}", null)]
    public void FillLink_Alternatives_IsTheFirstThatComesToAWebAddress(string text, string? expected) =>
        Assert.Equal(expected, Places.FillLink(text, Value));

    [Theory]
    [InlineData("postmaster@{mailExchanger}", "postmaster@mx.one.test")]
    [InlineData("postmaster@{domain}", null)]
    [InlineData("{replyMail}|postmaster@one.test", "postmaster@one.test")]
    [InlineData("{hostName}", "abuse@one.test")]
    public void FillMailAddress_Alternatives_IsTheFirstThatComesToAMailAddress(string text, string? expected) =>
        Assert.Equal(expected, Places.FillMailAddress(text, Value));

    [Theory]
    [InlineData("a@one.test", true)]
    [InlineData("a.b+c@one.test", true)]
    [InlineData("a@b\u00FCcher.test", true)]
    [InlineData("a@one", false)]
    [InlineData("@one.test", false)]
    [InlineData("a@", false)]
    [InlineData("a@b@one.test", false)]
    [InlineData("a b@one.test", false)]
    [InlineData("a@one.test,b@one.test", false)]
    [InlineData("<a@one.test>", false)]
    [InlineData("a\u0000@one.test", false)]
    [InlineData("mailto:a@one.test", false)]
    [InlineData("", false)]
    public void IsAddress_Text_IsOneThatSomebodyCanWriteTo(string text, bool expected) => Assert.Equal(expected, MailAddressText.IsAddress(text));

    private static string? Value(string name) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["address"] = "192.0.2.1",
        ["domain"] = "a b&c=d/../#",
        ["evidence"] = "javascript:alert(1)",
        ["hostName"] = "abuse@one.test",
        ["lookupUrl"] = "https://look.test/",
        ["mailExchanger"] = "mx.one.test",
        ["recipient"] = new string('x', 3000),
        ["replyMail"] = "a@one.test>\r\nBcc: everybody@one.test",
        ["replyUrl"] = "file:///etc/passwd",
    }.GetValueOrDefault(name);
}
