using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Core.Tests.FileLists;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.RealServers;

/// <summary>The laboratory's zone files, asked as files: the same checks come out as over the wire, and the answers of the vectors.</summary>
[Collection(ServerCollection.Name)]
public sealed class FileVectorTests(ServerFixture servers) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    // Zones whose answers do not depend on who asks.
    public static TheoryData<int> Rows =>
        [.. Enumerable.Range(0, Vectors.All.Count).Where(i => ZoneOf(Vectors.All[i]) is "zen.test" or "dbl.test" or "uribl.test" or "v6only.test")];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Vector_FromTheFile_IsCheckedAsOverTheWire(int row)
    {
        DnsVector vector = Vectors.All[row];
        string zone = ZoneOf(vector);
        string labels = vector.Name[..^(zone.Length + 1)];
        IPAddress? address = QuestionName.TryReadLabels(labels);
        BlocklistKind kind = address is null ? BlocklistKind.Domain
            : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? BlocklistKind.IPv4 : BlocklistKind.IPv6;
        RealRun wire = new(servers.Rbldnsd.EndPoint, 5, zone);
        Blocklist asked = wire.Lists[0];
        (string path, ListFileFormat format) = FileOf(zone, kind);
        Blocklist list = FileRun.List(path, format, asked.Rules, asked.Kind, asked.Scope);

        BlocklistCheck expected = await wire.CheckLabelsAsync(address?.ToString() ?? labels, kind, labels);
        BlocklistCheck found = await new FileRun(false, list).CheckLabelsAsync(list, address?.ToString() ?? labels, kind, labels);

        if (expected.Verdict == ListingVerdict.NotApplicable || found.Verdict == ListingVerdict.NotApplicable)
        {
            Assert.Equal(expected.Verdict, found.Verdict);
            return;
        }

        Assert.Equal(expected.Verdict, found.Verdict);
        Assert.Equal(expected.Codes, found.Codes);
        Assert.Equal(expected.Meanings, found.Meanings);
        Assert.Equal(expected.Texts.Order(StringComparer.Ordinal), found.Texts);
        Assert.Equal(expected.Scope, found.Scope);
        Assert.Equal(vector.Rcode == "NXDOMAIN", found.Codes.Count == 0);
        Assert.Equal(
            vector.Answers.Order(StringComparer.Ordinal),
            (vector.Type == DnsRecordType.Txt ? found.Texts : found.Codes).Order(StringComparer.Ordinal));
    }

    /// <summary>The file of a zone; of one that is made of several, all in one.</summary>
    private (string Path, ListFileFormat Format) FileOf(string zone, BlocklistKind kind)
    {
        if (zone is "dbl.test" or "uribl.test")
        {
            return (Path.Combine(LabData.ZonesFolder, zone.Replace(".test", ".dn", StringComparison.Ordinal)), ListFileFormat.Auto);
        }

        if (kind == BlocklistKind.IPv6 || zone == "v6only.test")
        {
            return (Path.Combine(LabData.ZonesFolder, "zen.v6"), ListFileFormat.Auto);
        }

        string path = Path.Combine(_folder.FullName, "zen");
        File.WriteAllText(path, string.Concat(((string[])["zen.sbl", "zen.xbl", "zen.pbl"]).Select(f => File.ReadAllText(Path.Combine(LabData.ZonesFolder, f)))));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-1));
        return (path, ListFileFormat.Ip4set);
    }

    private static string ZoneOf(DnsVector vector) => string.Join('.', vector.Name.Split('.')[^2..]);
}
