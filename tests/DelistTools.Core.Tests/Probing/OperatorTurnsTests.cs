using System;
using System.IO;
using System.Threading.Tasks;
using DelistTools.Probing;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class OperatorTurnsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-pace-");
    private DateTime _now = new(2026, 11, 27, 12, 0, 0, DateTimeKind.Utc);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Take_SameOperatorWithinAMinute_HasToWait()
    {
        Assert.Equal(TimeSpan.Zero, Turns().Take("gmail"));
        _now += TimeSpan.FromSeconds(20);
        Assert.Equal(TimeSpan.FromSeconds(40), Turns().Take("Gmail"));
        Assert.Equal(TimeSpan.Zero, Turns().Take("yahoo"));
        _now += TimeSpan.FromSeconds(40);
        Assert.Equal(TimeSpan.Zero, Turns().Take("gmail"));
    }

    [Fact]
    public void Take_OneOfSeveralTooEarly_HoldsAllUpAndNotesNone()
    {
        Assert.Equal(TimeSpan.Zero, Turns().Take("gmail"));
        _now += TimeSpan.FromSeconds(30);
        Assert.Equal(TimeSpan.FromSeconds(30), Turns().Take("yahoo", "gmail"));
        Assert.Equal(TimeSpan.Zero, Turns().Take("yahoo"));
        Assert.Equal(TimeSpan.Zero, Turns().Take());
    }

    [Fact]
    public void OperatorNames_OfHosts_AreProvidersEndsOfNamesAndAddresses()
    {
        ProbeHost[] hosts =
        [
            new("mx1.google.internal", 25, [System.Net.IPAddress.Parse("192.0.2.1")]),
            new("mx.a.other.internal", 25, [System.Net.IPAddress.Parse("192.0.2.2"), System.Net.IPAddress.Parse("2001:db8::2")]),
            new("192.0.2.3", 25, [System.Net.IPAddress.Parse("192.0.2.3")]),
            new("own.internal", 25, [System.Net.IPAddress.Loopback]),
        ];
        Assert.Equal(
            ["google", "192.0.2.1", "other.internal", "192.0.2.2", "2001:db8::2", "192.0.2.3"],
            OperatorNames.Of(hosts, h => h == "mx1.google.internal" ? "google" : null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no such line\n\n 1\nx gmail\n-5 gmail\n99999999999999999999999 gmail\n")]
    [InlineData("9223372036854775807 gmail\n")]
    public void Take_FileThatIsDamagedOrFromTheFuture_HoldsNobodyUp(string text)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "probes.txt"), text);
        Assert.Equal(TimeSpan.Zero, Turns().Take("gmail"));
        Assert.NotEqual(TimeSpan.Zero, Turns().Take("gmail"));
    }

    [Fact]
    public void Take_ManyAtOnce_OneGoes()
    {
        int went = 0;
        Parallel.For(0, 16, _ =>
        {
            if (Turns().Take("gmail") == TimeSpan.Zero)
            {
                System.Threading.Interlocked.Increment(ref went);
            }
        });
        Assert.Equal(1, went);
    }

    private OperatorTurns Turns() => new(_folder.FullName, () => _now);
}
