using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness;

/// <summary>The TXT records at a name that are of one kind, by how they begin.</summary>
internal sealed class TxtRecords
{
    private TxtRecords(IReadOnlyList<string> records, IReadOnlyList<string> others, bool isThere, string? failure)
    {
        Records = records;
        Others = others;
        IsThere = isThere;
        Failure = failure;
    }

    /// <summary>Those of the kind.</summary>
    internal IReadOnlyList<string> Records { get; }

    /// <summary>The rest.</summary>
    internal IReadOnlyList<string> Others { get; }

    /// <summary>The name is there, with records or without.</summary>
    internal bool IsThere { get; }

    /// <summary>Why nothing is known; null where something is.</summary>
    internal string? Failure { get; }

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<TxtRecords> FindAsync(
        IDnsTransport transport, string name, Func<string, bool> isOfKind, CancellationToken cancellationToken)
    {
        DnsAnswer answer = await transport.AskAsync(name, DnsRecordKind.Txt, cancellationToken).ConfigureAwait(false);
        string? failure = answer.Outcome == DnsOutcome.Failed ? answer.FailureDetail ?? "no answer"
            : answer.IsPartial ? "the reply was cut off, and the rest of it was not to be had" : null;
        ILookup<bool, string> texts = (failure is null ? answer.Texts : Array.Empty<string>()).ToLookup(isOfKind);
        return new TxtRecords(
            texts[true].ToList().AsReadOnly(), texts[false].ToList().AsReadOnly(), answer.Outcome != DnsOutcome.NameError, failure);
    }
}
