using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Catalog;
using DelistTools.Diagnosis;
using DelistTools.Dns;

namespace DelistTools.Probing;

/// <summary>A probe at the servers of a recipient, with all that comes before it: whether mail can come from the sender, where it goes, and whose turn it is.</summary>
internal sealed class DirectProbe
{
    private static readonly Random Chance = new();

    private readonly ProbeOptions _options;
    private readonly MailServerAddress? _host;
    private readonly ProviderCatalog _providers;
    private readonly SignatureCatalog _signatures;
    private readonly OperatorTurns _turns;

    /// <param name="options">What the probe is to do.</param>
    /// <param name="host">A host instead of those of the recipient's domain; null: those.</param>
    /// <param name="providers">Whose servers are known.</param>
    /// <param name="signatures">The refusals that are known.</param>
    /// <param name="turns">Keeps the minute between two probes.</param>
    internal DirectProbe(ProbeOptions options, MailServerAddress? host, ProviderCatalog providers, SignatureCatalog signatures, OperatorTurns turns)
    {
        _options = options;
        _host = host;
        _providers = providers;
        _signatures = signatures;
        _turns = turns;
    }

    /// <summary>A run for these options.</summary>
    internal static ProbeRun Run(ProbeOptions options, ProviderCatalog providers, SignatureCatalog signatures) => new(
        options, sender => new RefusalDiagnosis(signatures, () => providers, sender: sender), host => providers.FindByMailExchanger(host, out _)?.Id);

    /// <summary>Makes the probe.</summary>
    /// <returns>The result; or why none was made, and nobody was connected to.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up; no connection is left open.</exception>
    internal async Task<(ProbeResult? Result, Problem? Problem)> MakeAsync(IDnsTransport transport, CancellationToken cancellationToken)
    {
        (Problem? problem, string? note) = await SenderDomain.CheckAsync(transport, _options.SenderDomain, cancellationToken).ConfigureAwait(false);
        if (problem is not null)
        {
            return (null, problem);
        }

        ProbeTargets targets = _host is null
            ? await ProbeTargets.FindAsync(transport, _options.RecipientDomain, _options, Below, cancellationToken).ConfigureAwait(false)
            : await ProbeTargets.OfHostAsync(transport, _host.Host, _host.Port ?? ProbeOptions.SmtpPort, _options, cancellationToken).ConfigureAwait(false);
        problem = TakeTurn(_turns, targets.Hosts, _options, _providers);
        if (problem is not null)
        {
            return (null, problem);
        }

        ProbeRun run = Run(_options, _providers, _signatures);
        run.Note(note);
        return (await run.RunAsync(
            targets, cancellationToken, from => HelloNames.CheckAsync(transport, _options.HelloName, from, cancellationToken)).ConfigureAwait(false), null);
    }

    /// <summary>Why a probe may not be made now; null where it may.</summary>
    internal static Problem? TakeTurn(OperatorTurns turns, IReadOnlyList<ProbeHost> hosts, ProbeOptions options, ProviderCatalog providers)
    {
        // A server of this machine is the administrator's own affair.
        string[] names = OperatorNames.Of(hosts, h => providers.FindByMailExchanger(h, out _)?.Id);
        if (names.Length == 0)
        {
            return null;
        }

        try
        {
            TimeSpan wait = turns.Take(names);
            return wait > TimeSpan.Zero ? new Problem("ProbeTooSoon", options.To, options.To, names[0], Math.Ceiling(wait.TotalSeconds)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem("ProbePaceNotKept", options.To, options.To, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>A number below this one, by chance.</summary>
    internal static int Below(int count)
    {
        lock (Chance)
        {
            return Chance.Next(count);
        }
    }
}
