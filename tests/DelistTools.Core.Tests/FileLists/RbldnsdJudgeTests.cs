using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns;
using DelistTools.Lab;
using DelistTools.ListFiles;
using Xunit;

namespace DelistTools.Core.Tests.FileLists;

/// <summary>A real rbldnsd and the lists here, with the same files: they answer alike.</summary>
public sealed class RbldnsdJudgeTests
{
    private const int InFlight = 60;

    // Of more, rbldnsd leaves out what does not fit into its packets.
    private const int FittingText = 250;

    private static readonly ListFileFormat[] Formats =
    [
        ListFileFormat.Ip4set, ListFileFormat.Ip4trie, ListFileFormat.Ip4tset, ListFileFormat.Ip6trie, ListFileFormat.Ip6tset, ListFileFormat.Dnset,
    ];

    [Fact]
    public async Task Find_FilesOfRbldnsd_AreAnsweredAsByRbldnsd()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            List<RandomZone> zones = [.. Formats.SelectMany(f => Enumerable.Range(1000, 3).Select(seed => new RandomZone(f, seed, 150)))];
            List<string> specifications = [];
            for (int i = 0; i < zones.Count; i++)
            {
                File.WriteAllText(Path.Combine(folder.FullName, "zone" + i), zones[i].Text);
                specifications.Add("z" + i + ".test:" + zones[i].Format.ToString().ToLowerInvariant() + ":zone" + i);
            }

            await using RbldnsdServer server = await RbldnsdServer.StartAsync(
                new RbldnsdOptions { ZonesFolder = folder.FullName, ZoneSpecifications = specifications }, CancellationToken.None);
            DnsClientTransport transport = new(server.EndPoint, TimeSpan.FromSeconds(10));
            int asked = 0, listed = 0;
            for (int i = 0; i < zones.Count; i++)
            {
                LoadedList list = new ListFileLoader(Path.Combine(folder.FullName, "zone" + i), zones[i].Format, lenient: false).Load(CancellationToken.None);
                IReadOnlyList<string> targets = zones[i].Targets(350);
                string[] judged = await AskAllAsync(transport, targets, "z" + i + ".test");
                for (int t = 0; t < targets.Count; t++)
                {
                    string found = Comparable(list, targets[t]);
                    Assert.True(judged[t] == found, $"{zones[i].Format} {i}, {targets[t]}: rbldnsd says {judged[t]}, the file {found}");
                    asked++;
                    listed += found == "-" ? 0 : 1;
                }
            }

            Assert.True(asked > 10_000 && listed > 3000, asked + " " + listed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Lines at the border of what rbldnsd takes; what it ignores is left out here.</summary>
    [Fact]
    public async Task Find_OddLines_AreTakenAsByRbldnsd()
    {
        string[] lines =
        [
            "10", "10 text", "10:5:x", "!10.2", "10.2", "10/8", "10/16", "10.2/24", "10-10", "10-10.2", "10.2-3", "10.2-10.2.3", "10.2-10.2.3.255",
            "10.2.3-4", "10.2.3-10.2.4", "10.2.3-10.2.4.255", "10.2.3.4-10.3", "10.2.3.4-11", "127-127.0.0", "10.", "10.2.3.4/", "10.2.3.4/33", "10.2.3.4x",
            "10.2.3.4 : 5:x", "10.2.3.4 :5 :x", "10.2.3.4 :5:x:y", "10.2.3.4 ::x", "10.2.3.4 :5x", "10.2.3.4 :5 #x", ":7:d\n10.2.3.4 :8", ":7\n10.2.3.4",
            "$TTL 0\n10.2.3.4", "$TTL 9\n$TTL 0\n10.2.3.4", "#$TTL 9\n10.2.3.4", "# $TTL 9\n10.2.3.4", ":$1 V\n10.2.3.4 $1$2", "$1 V$2\n$2 W\n10.2.3.4 $1",
            "$= b$=e$\n10.2.3.4 =x$\n10.2.3.9 :5:\n10.2.3.0 x$", "$FOO x\n10.2.3.4", "$MAXRANGE4 255\n10.2.3\n10.2.3.4", "!10.2.3.4 :5:x\n10.2.3", "!10.2.3.4\n10.2.3.4",
        ];
        string[] targets = ["10.2.3.4", "10.2.3.9", "10.2.3.0", "10.2.3.255", "10.2.4.0", "10.2.4.255", "10.3.0.0", "10.255.255.255", "127.0.0.0"];
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            for (int i = 0; i < lines.Length; i++)
            {
                File.WriteAllText(Path.Combine(folder.FullName, "zone" + i), lines[i] + "\n");
            }

            await using RbldnsdServer server = await RbldnsdServer.StartAsync(
                new RbldnsdOptions
                {
                    ZonesFolder = folder.FullName,
                    ZoneSpecifications = [.. Enumerable.Range(0, lines.Length).Select(i => "z" + i + ".test:ip4set:zone" + i)],
                },
                CancellationToken.None);
            DnsClientTransport transport = new(server.EndPoint, TimeSpan.FromSeconds(10));
            for (int i = 0; i < lines.Length; i++)
            {
                LoadedList list = new ListFileLoader(Path.Combine(folder.FullName, "zone" + i), ListFileFormat.Ip4set, lenient: true).Load(CancellationToken.None);

                Assert.Equal(await AskAllAsync(transport, targets, "z" + i + ".test"), targets.Select(t => Comparable(list, t)));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Comparable(LoadedList list, string target)
    {
        FileAnswer? answer = list.Kinds == BlocklistKind.Domain ? list.Find(target) : list.Find(IPAddress.Parse(target));
        return answer is null
            ? "-"
            : Show(answer.Addresses, answer.Texts, answer.Ttl);
    }

    private static async Task<string[]> AskAllAsync(DnsClientTransport transport, IReadOnlyList<string> targets, string zone)
    {
        string[] answers = new string[targets.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, targets.Count), new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (i, token) =>
        {
            string labels = IPAddress.TryParse(targets[i], out IPAddress? address) ? QuestionName.Labels(address) : targets[i];
            DnsAnswer code = await transport.AskAsync(labels + "." + zone, DnsRecordKind.A, token);
            if (code.Outcome != DnsOutcome.Records)
            {
                Assert.NotEqual(DnsOutcome.Failed, code.Outcome);
                answers[i] = "-";
                return;
            }

            DnsAnswer text = await transport.AskAsync(labels + "." + zone, DnsRecordKind.Txt, token);
            answers[i] = Show(code.Addresses, text.Texts, code.Ttl);
        });
        return answers;
    }

    private static string Show(IEnumerable<IPAddress> addresses, IReadOnlyList<string> texts, TimeSpan ttl)
    {
        string[] distinct = [.. texts.Distinct().Order(StringComparer.Ordinal)];
        string shown = distinct.Sum(t => t.Length + 13) > FittingText ? "(long)" : string.Join('|', distinct);
        return string.Join(' ', addresses.Select(a => a.ToString()).Distinct().Order(StringComparer.Ordinal)) + " " + shown + " "
            + ttl.TotalSeconds.ToString(CultureInfo.InvariantCulture);
    }
}
