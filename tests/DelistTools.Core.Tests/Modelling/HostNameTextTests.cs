using Xunit;

namespace DelistTools.Core.Tests;

public sealed class HostNameTextTests
{
    [Theory]
    [InlineData("yourdomain.com", "yourdomain.com")]
    [InlineData(" yourdomain.com. ", "yourdomain.com.")]
    [InlineData("someone@yourdomain.com", "yourdomain.com")]
    [InlineData("Some One <someone@yourdomain.com>", "yourdomain.com")]
    [InlineData("\"One, Some / Co\" <someone@yourdomain.com>", "yourdomain.com")]
    [InlineData("mailto:someone@yourdomain.com?subject=a@b.example", "yourdomain.com")]
    [InlineData("https://www.yourdomain.com/a/b?c=d@e.example#f", "www.yourdomain.com")]
    [InlineData("HTTP://user:pass@www.yourdomain.com:8080/", "www.yourdomain.com")]
    [InlineData("https://www.yourdomain.com\\@other.example/", "www.yourdomain.com")]
    [InlineData("https://www.your%64omain.com/", "www.yourdomain.com")]
    [InlineData("//cdn.yourdomain.com/x.js", "cdn.yourdomain.com")]
    [InlineData("yourdomain.com/path", "yourdomain.com")]
    [InlineData("mail.yourdomain.com:25", "mail.yourdomain.com")]
    [InlineData("http://[2001:db8::1]:80/", "2001:db8::1")]
    [InlineData("someone@[192.0.2.1]", "192.0.2.1")]
    [InlineData("someone@[IPv6:2001:db8::1]", "2001:db8::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("", "")]
    [InlineData("https://", "")]
    public void Of_WhatPeoplePaste_IsTheHost(string text, string host) => Assert.Equal(host, HostNameText.Of(text));

    [Theory]
    [InlineData("192.0.2.1", true)]
    [InlineData("0xc0.0.2.0x01", true)]
    [InlineData("3221225985", true)]
    [InlineData("0x", true)]
    [InlineData("yourdomain.com", false)]
    [InlineData("1.yourdomain.c0m", false)]
    [InlineData("", false)]
    public void EndsInNumber_Name_IsToldFromAnAddress(string name, bool expected) => Assert.Equal(expected, HostNameText.EndsInNumber(name));
}
