using System;
using System.Linq;
using System.Text;
using DelistTools.Dns.Bulk;
using Xunit;

namespace DelistTools.Core.Tests.Wire;

public sealed class WireNameTests
{
    [Theory]
    [InlineData("a.bc", "\u0001a\u0002bc\0")]
    [InlineData("a.bc.", "\u0001a\u0002bc\0")]
    [InlineData("A-1._B", "\u0003a-1\u0002_b\0")]
    [InlineData("*", "\u0001*\0")]
    public void Write_Name_IsLabelsInLowerCase(string name, string expected)
    {
        byte[] buffer = new byte[300];
        int length = WireName.Write(name, buffer, 7);
        Assert.Equal(expected, Encoding.ASCII.GetString(buffer, 7, length));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("müller.test")]
    [InlineData("a\u007fb")]
    [InlineData("a\tb")]
    [InlineData("a\\.b")]
    public void Write_WhatIsNoName_IsRefused(string name) => Assert.Equal(0, WireName.Write(name, new byte[300], 0));

    [Fact]
    public void Write_LongestLabelAndName_AreTakenAndLongerOnesAreNot()
    {
        byte[] buffer = new byte[300];
        Assert.Equal(65, WireName.Write(new string('a', 63), buffer, 0));
        Assert.Equal(0, WireName.Write(new string('a', 64), buffer, 0));
        string longest = string.Join('.', new string('a', 63), new string('b', 63), new string('c', 63), new string('d', 61));
        Assert.Equal(WireName.Longest, WireName.Write(longest, buffer, 0));
        Assert.Equal(WireName.Longest, WireName.Write(longest + ".", buffer, 0));
        Assert.Equal(0, WireName.Write(longest + "d", buffer, 0));
        Assert.Equal(0, WireName.Write(new string('a', 300), buffer, 0));
    }

    [Fact]
    public void MixCase_Name_ChangesNothingButTheCaseOfLetters()
    {
        using RandomPool random = new();
        byte[] name = new byte[300];
        int length = WireName.Write("10.2.0.192.bl.very-long-zone-name.of-some-list.example", name, 0);
        byte[] before = name.AsSpan(0, length).ToArray();
        int[] upper = new int[length];
        for (int i = 0; i < 400; i++)
        {
            byte[] mixed = (byte[])before.Clone();
            WireName.MixCase(mixed, 0, length, random);
            for (int at = 0; at < length; at++)
            {
                bool isLetter = before[at] is >= (byte)'a' and <= (byte)'z';
                Assert.True(mixed[at] == before[at] || (isLetter && mixed[at] == before[at] - 32), "octet " + at);
                upper[at] += mixed[at] == before[at] ? 0 : 1;
            }

            Assert.True(WireName.IsSame(mixed, before));
            WireName.LowerCase(mixed, 0, length);
            Assert.Equal(before, mixed);
        }

        // Each letter is a throw of its own.
        Assert.All(
            upper.Where((_, at) => before[at] is >= (byte)'a' and <= (byte)'z'), n => Assert.InRange(n, 120, 280));
    }

    [Theory]
    [InlineData("a.b", "A.B", true)]
    [InlineData("a.b", "a.c", false)]
    [InlineData("a.b", "a.bc", false)]
    [InlineData("a@b", "a`b", false)]
    [InlineData("a[b", "a{b", false)]
    public void IsSame_OnlyLettersHaveCases(string one, string other, bool same) =>
        Assert.Equal(same, WireName.IsSame(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other)));
}
