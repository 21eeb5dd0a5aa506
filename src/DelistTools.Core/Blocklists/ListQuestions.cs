using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Catalog;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>
/// The only way by which a list is asked: builds the name, keeps the account key out of everything but the question,
/// waits for the operator's turn and for a free place in flight, and stops asking a list that stays silent or refuses.
/// </summary>
internal sealed class ListQuestions : IDisposable
{
    // A list that let so many questions in a row run out is not asked again in this run.
    private const int SilencesBeforeGivingUp = 3;

    private readonly IDnsTransport _transport;
    private readonly Func<Blocklist, AccountKey?> _keyOf;
    private readonly OperatorPace _pace;
    private readonly SemaphoreSlim _inFlight;
    private readonly Action<string>? _trace;
    private readonly ConcurrentDictionary<string, Silence> _silences = new(StringComparer.Ordinal);

    internal ListQuestions(
        IDnsTransport transport, Func<Blocklist, AccountKey?> keyOf, OperatorPace pace, int inFlight, Action<string>? trace)
    {
        _transport = transport;
        _keyOf = keyOf;
        _pace = pace;
        _inFlight = new SemaphoreSlim(inFlight);
        _trace = trace;
    }

    internal IDnsTransport Transport => _transport;

    /// <summary>The list stayed silent, or refused, so often in this run that it is not asked again; and why.</summary>
    internal string? GaveUpOn(Blocklist list) =>
        _silences.TryGetValue(list.Id, out Silence? silence) ? silence.Verdict : null;

    /// <summary>Asks for <paramref name="labels"/> in the list's zone.</summary>
    internal async Task<DnsAnswer> AskAsync(Blocklist list, string labels, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        AccountKey? key = list.Rules.KeyedZone is null ? null : _keyOf(list);
        string shown = labels + "." + ShownZone(list);
        string name = key is null
            ? labels + "." + list.Rules.PublicZone
            : labels + "." + list.Rules.KeyedZone!.Replace(BlocklistReader.KeyPlaceholder, key.Reveal());
        await _pace.WaitAsync(list, cancellationToken).ConfigureAwait(false);
        await _inFlight.WaitAsync(cancellationToken).ConfigureAwait(false);
        DnsAnswer answer;
        try
        {
            answer = await _transport.AskAsync(name, kind, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _inFlight.Release();
        }

        Silence silence = _silences.GetOrAdd(list.Id, _ => new Silence());
        silence.Note(answer.Failure is LookupFailureKind.Timeout or LookupFailureKind.Unreachable);
        _trace?.Invoke(Describe(shown, kind, answer));
        return answer;
    }

    /// <summary>Once a list has refused, more questions would only be refused too, and counted against the user.</summary>
    internal void NoteRefusal(Blocklist list, string reason) =>
        _silences.GetOrAdd(list.Id, _ => new Silence()).Refuse(reason);

    /// <summary>The zone as it may be shown: an account key stands there as its placeholder.</summary>
    internal static string ShownZone(Blocklist list) => list.Zone ?? "";

    /// <summary>A list's own text, cleaned, with any account key taken out again: lists echo the question in it.</summary>
    internal string Show(Blocklist list, string text)
    {
        string clean = NetworkText.Clean(text);
        AccountKey? key = _keyOf(list);
        if (key is null)
        {
            return clean;
        }

        int at;
        while ((at = clean.IndexOf(key.Reveal(), StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            clean = clean.Remove(at, key.Reveal().Length).Insert(at, BlocklistReader.KeyPlaceholder);
        }

        return clean;
    }

    internal static string Describe(string shownName, DnsRecordKind kind, DnsAnswer answer)
    {
        string result = answer.Outcome switch
        {
            DnsOutcome.Records when kind == DnsRecordKind.Txt => "\"" + NetworkText.Clean(string.Join("\", \"", answer.Texts)) + "\"",
            DnsOutcome.Records => string.Join(", ", answer.Addresses),
            DnsOutcome.NameError => "NXDOMAIN",
            DnsOutcome.NoData => "NOERROR without records",
            _ => answer.FailureDetail ?? answer.Failure.ToString(),
        };
        return shownName + " " + kind.ToString().ToUpperInvariant() + ": " + result;
    }

    public void Dispose() => _inFlight.Dispose();

    private sealed class Silence
    {
        private int _inARow;
        private volatile string? _refusal;

        internal string? Verdict => _refusal
            ?? (Volatile.Read(ref _inARow) >= SilencesBeforeGivingUp ? "it left several questions of this run without an answer" : null);

        internal void Note(bool silent)
        {
            if (silent)
            {
                Interlocked.Increment(ref _inARow);
            }
            else
            {
                Interlocked.Exchange(ref _inARow, 0);
            }
        }

        internal void Refuse(string reason) => _refusal = reason;
    }
}
