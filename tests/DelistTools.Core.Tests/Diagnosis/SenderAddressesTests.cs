using System;
using System.Net;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class SenderAddressesTests
{
    private static readonly SenderAddresses Sender = new(
        [AddressRange.FromPrefix(IPAddress.Parse("203.0.113.0"), 28), AddressRange.FromPrefix(IPAddress.Parse("2001:db8::"), 64)],
        [AddressRange.FromPrefix(IPAddress.Parse("198.51.100.7"), 32)]);

    [Theory]
    [InlineData("203.0.113.9", "", AddressOwner.Own)]
    [InlineData("2001:db8::25", "", AddressOwner.Own)]
    [InlineData("198.51.100.7", "", AddressOwner.Relay)]
    [InlineData("192.0.2.1", "", AddressOwner.Other)]
    [InlineData("192.0.2.1", "192.0.2.1", AddressOwner.Relay)]
    [InlineData("192.0.2.1", "203.0.113.9", AddressOwner.Relay)]
    [InlineData("192.0.2.1", "192.0.2.99,no address", AddressOwner.Other)]
    [InlineData("203.0.113.9", "203.0.113.9", AddressOwner.Own)]
    [InlineData(null, "203.0.113.9", AddressOwner.Unknown)]
    public void OwnerOf_RefusedAddress_IsWhoseItIs(string? refused, string hops, AddressOwner owner) =>
        Assert.Equal(owner, Sender.OwnerOf(refused, hops.Split(',', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void OwnerOf_NobodySaidWhichAreOwn_IsUnknown() =>
        Assert.Equal(AddressOwner.Unknown, SenderAddresses.NotGiven.OwnerOf("192.0.2.1", ["192.0.2.1"]));
}
