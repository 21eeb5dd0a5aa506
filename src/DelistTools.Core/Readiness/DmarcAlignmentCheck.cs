using System;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness;

/// <summary>Whether what SPF and DKIM pass for counts for the domain that the reader sees (RFC 7489, section 3.1).</summary>
internal sealed class DmarcAlignmentCheck
{
    private const string Expected = "The envelope's sender and the DKIM signature belong to the domain of the From field";

    private readonly IDnsTransport _transport;
    private readonly CheckWriter _writer;

    internal DmarcAlignmentCheck(IDnsTransport transport, CheckWriter writer)
    {
        _transport = transport;
        _writer = writer;
    }

    /// <param name="subject">The sender. An envelope domain and a signing domain that nobody gave are taken for the From field's.</param>
    /// <param name="walk">The DMARC records of its domain.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<ReadinessCheck> RunAsync(ReadinessSubject subject, DmarcWalk walk, CancellationToken cancellationToken)
    {
        string domain = subject.Domain!;
        bool isSpfKnown = subject.EnvelopeDomain is not null;
        bool isDkimKnown = subject.SigningDomain is not null || subject.Selectors.Count > 0;
        string envelope = subject.EnvelopeDomain ?? domain;
        string signing = subject.SigningDomain ?? domain;
        Task<(bool, string, string?)> first = CompareAsync(domain, walk, envelope, walk.Record?.IsSpfStrict == true, cancellationToken);
        (bool dkim, string dkimWord, string? dkimFailure) = await CompareAsync(domain, walk, signing, walk.Record?.IsDkimStrict == true, cancellationToken).ConfigureAwait(false);
        (bool spf, string spfWord, string? spfFailure) = await first.ConfigureAwait(false);
        if ((spfFailure ?? dkimFailure) is { } failure && !(spf && dkim))
        {
            return _writer.Unknown(CheckTopics.DmarcAlignment, domain, "The DMARC records that tell who owns a name", failure, Expected);
        }

        string found = "Envelope " + envelope + Assumed(isSpfKnown) + ": " + spfWord + "; DKIM " + signing + Assumed(isDkimKnown) + ": " + dkimWord;
        return (spf, dkim) switch
        {
            (true, true) when !isSpfKnown && !isDkimKnown => _writer.Write(
                CheckTopics.DmarcAlignment, domain, ReadinessStatus.Unknown, found, Expected,
                "Give the domain of the envelope's sender (the Return-Path of mail that arrived) with -EnvelopeDomain, and the selector that signs with -DkimSelector."),
            (true, true) => _writer.Write(CheckTopics.DmarcAlignment, domain, ReadinessStatus.Pass, found, Expected),
            (false, false) => _writer.Write(
                CheckTopics.DmarcAlignment, domain, ReadinessStatus.Fail, found + ". Nothing that passes counts for " + domain + ".", Expected,
                "Sign with d=" + domain + "; or send with an envelope address of the same domain."),
            (true, false) => _writer.Write(
                CheckTopics.DmarcAlignment, domain, ReadinessStatus.Warn, found + ". Forwarded mail fails then: SPF does not outlive forwarding.", Expected,
                "Sign with d=" + domain + "."),
            (false, true) => _writer.Write(
                CheckTopics.DmarcAlignment, domain, ReadinessStatus.Warn, found + ". Mail whose signature breaks on the way fails then.", Expected,
                "Send with an envelope address of the same domain, if you can."),
        };
    }

    private async Task<(bool IsAligned, string Word, string? Failure)> CompareAsync(
        string domain, DmarcWalk walk, string other, bool isStrict, CancellationToken cancellationToken)
    {
        string strict = isStrict ? " (strict)" : "";
        if (other == domain || isStrict)
        {
            return (other == domain, (other == domain ? "aligned" : "not aligned") + strict, null);
        }

        DmarcWalk others = await DmarcWalk.FindAsync(_transport, other, cancellationToken).ConfigureAwait(false);
        if (others.Organization == walk.Organization)
        {
            return (true, "aligned", walk.Failure ?? others.Failure);
        }

        // Records are what says that a name and the one above it are of one owner.
        string? upper = IsBelow(other, domain) ? domain : IsBelow(domain, other) ? other : null;
        return walk.IsEmpty && others.IsEmpty && upper is not null
            ? (true, "aligned once a DMARC record stands at _dmarc." + upper, null)
            : (false, "not aligned", walk.Failure ?? others.Failure);
    }

    private static bool IsBelow(string name, string domain) => name.EndsWith("." + domain, StringComparison.Ordinal);

    private static string Assumed(bool isKnown) => isKnown ? "" : " (assumed)";
}
