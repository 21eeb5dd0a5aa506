using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using DelistTools.Lab;
using DnsClient;

namespace DelistTools.Benchmarks;

/// <summary>Questions to a local rbldnsd: ours, bare DnsClient, dnsperf, one after the other on the same server.</summary>
internal static class BulkFigures
{
    private const string Zone = "bulk.lab.test";

    private const int InFlight = 100;

    internal static async Task<IReadOnlyList<Figure>> TakeAsync(int questions = 200_000, int runs = 5)
    {
        string folder = Directory.CreateTempSubdirectory("delisttools-bulk").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "zone"), ":127.0.0.2:listed $\n127.0.0.2\n10.1.2.3\n10.1.200.0/24\n");
            await using RbldnsdServer server = await RbldnsdServer.StartAsync(
                new RbldnsdOptions { ZonesFolder = folder, ZoneSpecifications = [Zone + ":ip4set:zone"] }, CancellationToken.None);
            List<double> ours = [], bare = [], peer = [];
            for (int run = 0; run <= runs; run++)
            {
                double mine = await AskBulkAsync(server.EndPoint, questions);
                double dnsClient = await AskBareAsync(server.EndPoint, questions / 4);
                double dnsperf = AskDnsperf(server.EndPoint, folder, questions);
                if (run > 0)
                {
                    // The first run is for the compiler.
                    ours.Add(mine);
                    bare.Add(dnsClient);
                    peer.Add(dnsperf);
                }
                Console.WriteLine($"  run {run}: ours {mine:N0}/s, DnsClient {dnsClient:N0}/s, dnsperf {dnsperf:N0}/s");
            }

            return
            [
            ];
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static async Task<double> AskBulkAsync(IPEndPoint server, int questions)
    {
        BulkClient client = new(server, new BulkOptions { InFlight = InFlight });
        Source source = new(questions);
        long before = GC.GetTotalAllocatedBytes();
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        client.Add(source);
        await source.Done.Task;
        double rate = questions / watch.Elapsed.TotalSeconds;
        Console.WriteLine($"    {source.Negative} negative, {source.Records} listed, {source.Failed} failed; {client.Counts.Packets} packets; {(GC.GetTotalAllocatedBytes() - before) / (double)questions:N1} B each; {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / questions:N2} us cpu each");
        client.Remove(source);
        return rate;
    }

    private static async Task<double> AskBareAsync(IPEndPoint server, int questions)
    {
        LookupClient client = new(new LookupClientOptions(server) { UseCache = false, Timeout = TimeSpan.FromSeconds(5) });
        int next = -1;
        Stopwatch watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < questions)
            {
                await client.QueryAsync(Name(i), QueryType.A);
            }
        })));
        return questions / watch.Elapsed.TotalSeconds;
    }

    private static double AskDnsperf(IPEndPoint server, string folder, int questions)
    {
        string file = Path.Combine(folder, "questions");
        if (!File.Exists(file))
        {
            File.WriteAllLines(file, Enumerable.Range(0, questions).Select(i => Name(i) + " A"));
        }

        using Process process = Process.Start(new ProcessStartInfo("dnsperf")
        {
            ArgumentList = { "-s", server.Address.ToString(), "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-d", file, "-n", "1", "-q", InFlight.ToString(CultureInfo.InvariantCulture), "-c", "4" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(Regex.Match(output, @"Queries per second:\s+([0-9.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static string Name(int i) => $"{i & 255}.{(i >> 8) & 255}.{(i >> 16) & 255}.10.{Zone}";

    private sealed class Source(int questions) : IBulkSource
    {
        private static readonly byte[] ZoneName = MakeZone();
        private int _next;
        private int _ended;

        internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal int Negative { get; private set; }

        internal int Records { get; private set; }

        internal int Failed { get; private set; }

        public bool TryTake(BulkQuestion question, long now, out long comeBack)
        {
            comeBack = long.MaxValue;
            if (_next == questions)
            {
                return false;
            }

            int i = _next++;
            question.Token = i;
            question.Kind = DnsRecordKind.A;
            byte[] p = question.Packet;
            int at = BulkQuestion.NameStart;
            at = Octet(p, at, i & 255);
            at = Octet(p, at, (i >> 8) & 255);
            at = Octet(p, at, (i >> 16) & 255);
            at = Octet(p, at, 10);
            Buffer.BlockCopy(ZoneName, 0, p, at, ZoneName.Length);
            question.NameLength = at + ZoneName.Length - BulkQuestion.NameStart;
            return true;
        }

        public void Answered(long token, BulkReply reply)
        {
            switch (reply.Outcome)
            {
                case DnsOutcome.Records: Records++; break;
                case DnsOutcome.Failed: Failed++; break;
                default: Negative++; break;
            }

            if (++_ended == questions)
            {
                Done.TrySetResult();
            }
        }

        public void Faulted(Exception fault) => Done.TrySetException(fault);

        private static int Octet(byte[] p, int at, int value)
        {
            int length = value > 99 ? 3 : value > 9 ? 2 : 1;
            p[at++] = (byte)length;
            for (int i = length - 1; i >= 0; i--)
            {
                p[at + i] = (byte)('0' + (value % 10));
                value /= 10;
            }

            return at + length;
        }

        private static byte[] MakeZone()
        {
            byte[] buffer = new byte[256];
            int n = WireName.Write(Zone, buffer, 0);
            return buffer[..n];
        }
    }
}
