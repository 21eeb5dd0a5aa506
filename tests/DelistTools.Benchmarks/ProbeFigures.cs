using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Catalog;
using DelistTools.Diagnosis;
using DelistTools.Lab;
using DelistTools.Probing;

namespace DelistTools.Benchmarks;

/// <summary>A probe that three hosts of a domain refuse, one after the other, against connecting to them and hearing their greetings.</summary>
internal static class ProbeFigures
{
    private const int Hosts = 3;

    private const int Runs = 21;

    internal static async Task<IReadOnlyList<Figure>> TakeAsync()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "catalog");
        CatalogStore store = new(folder, () => Path.Combine(folder, "none", "catalog.json"));
        SignatureCatalog signatures = store.LoadSignatures(out _);
        ProviderCatalog providers = store.LoadProviders(out _);
        List<LoopbackSmtpServer> servers = [.. Enumerable.Range(0, Hosts).Select(_ => LoopbackSmtpServer.Start(
            new SmtpBehaviours("mx.receiver.internal").On(SmtpTurnKind.Greeting, new SmtpReply(554, "IP=127.0.0.1 - None/bad reputation."))))];
        try
        {
            ProbeOptions options = new() { To = "b@receiver.internal", From = "a@sender.internal", HelloName = "mail.sender.internal" };
            ProbeTargets targets = ProbeTargets.Of([.. servers.Select((s, i) => new ProbeHost("mx" + i + ".receiver.internal", s.Port, [IPAddress.Loopback]))]);
            List<double> times = [], peers = [];
            for (int run = 0; run <= Runs; run++)
            {
                Stopwatch watch = Stopwatch.StartNew();
                ProbeResult result = await new ProbeRun(options, s => new RefusalDiagnosis(signatures, () => providers, sender: s), _ => null)
                    .RunAsync(targets, CancellationToken.None);
                double time = watch.Elapsed.TotalMilliseconds;
                if (result.Refusal?.Cause != RefusalCause.AddressBlocked || result.Attempts.Count != Hosts)
                {
                    throw new InvalidOperationException("The probe came to something else: " + result);
                }

                watch.Restart();
                foreach (LoopbackSmtpServer server in servers)
                {
                    await GreetAsync(server.EndPoint);
                }

                if (run > 0)
                {
                    // The first run is for the compiler.
                    times.Add(time);
                    peers.Add(watch.Elapsed.TotalMilliseconds);
                }
            }

            return [new Figure("Probe that three hosts refuse", times, "ms", peers, "three greetings", 150)];
        }
        finally
        {
            servers.ForEach(s => s.Dispose());
        }
    }

    private static async Task GreetAsync(IPEndPoint server)
    {
        using TcpClient client = new();
        await client.ConnectAsync(server);
        using StreamReader reader = new(client.GetStream());
        await reader.ReadLineAsync();
    }
}
