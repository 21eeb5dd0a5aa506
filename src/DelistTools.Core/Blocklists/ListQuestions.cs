using System;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Catalog;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>
/// The only way by which a list is asked: builds the name, keeps the account key out of everything but the question,
/// waits for the operator's turn and for a free place in flight, and stops asking a list that stays silent or refuses.
/// </summary>
[SuppressMessage(
    "Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "The semaphore's wait handle is never made, and questions under way at a cancellation still release it.")]
internal sealed class ListQuestions
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
    internal GivenUp? GaveUpOn(Blocklist list) =>
        _silences.TryGetValue(list.Id, out Silence? silence) ? silence.Verdict : null;

    /// <summary>Asks for <paramref name="labels"/> in the list's zone.</summary>
    internal async Task<DnsAnswer> AskAsync(Blocklist list, string labels, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        AccountKey? key = list.Rules.KeyedZone is null ? null : _keyOf(list);
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
        _trace?.Invoke(Describe(list, labels, kind, answer));
        return answer;
    }

    /// <summary>Asks for the text of an entry, for no longer than <paramref name="left"/>: it explains, and is never required.</summary>
    internal async Task<DnsAnswer> AskTextAsync(Blocklist list, string labels, TimeSpan left, CancellationToken cancellationToken)
    {
        if (left > TimeSpan.Zero)
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(left);
            try
            {
                return await AskAsync(list, labels, DnsRecordKind.Txt, limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Its time is up; the answer below says so.
            }
        }

        return DnsAnswer.Fail(LookupFailureKind.Timeout, "no answer came in time");
    }

    /// <summary>Once a list has refused, more questions would only be refused too, and counted against the user.</summary>
    internal void NoteRefusal(Blocklist list) => _silences.GetOrAdd(list.Id, _ => new Silence()).Refuse();

    /// <summary>The zone as it may be shown: an account key stands there as its placeholder.</summary>
    internal static string ShownZone(Blocklist list) => list.Zone ?? "";

    /// <summary>A list's own text, cleaned, with any account key taken out again: lists echo the question in it.</summary>
    internal string Show(Blocklist list, string text)
    {
        return _keyOf(list) is { } key
            ? NetworkText.Clean(text, clean => TakeOut(key.Reveal(), clean))
            : NetworkText.Clean(text);
    }

    private static string TakeOut(string key, string text)
    {
        int at = 0;
        while ((at = text.IndexOf(key, at, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            text = text.Remove(at, key.Length).Insert(at, BlocklistReader.KeyPlaceholder);

            // The placeholder may hold the key itself.
            at += BlocklistReader.KeyPlaceholder.Length;
        }

        return text;
    }

    /// <summary>A question and its answer in one line, as evidence.</summary>
    internal string Describe(Blocklist list, string labels, DnsRecordKind kind, DnsAnswer answer)
    {
        string result = answer.Outcome switch
        {
            DnsOutcome.Records when kind == DnsRecordKind.Txt =>
                string.Join(", ", answer.Texts.Select(t => "\"" + Show(list, t) + "\"")),
            DnsOutcome.Records => string.Join(", ", answer.Addresses),
            DnsOutcome.NameError => "NXDOMAIN",
            DnsOutcome.NoData => "NOERROR without records",
            _ => answer.FailureDetail ?? answer.Failure.ToString(),
        };
        return labels + "." + ShownZone(list) + " " + kind.ToString().ToUpperInvariant() + ": " + result;
    }

    private sealed class Silence
    {
        private int _inARow;
        private volatile bool _refused;

        internal GivenUp? Verdict
        {
            get
            {
                if (_refused)
                {
                    return GivenUp.Refused;
                }

                return Volatile.Read(ref _inARow) >= SilencesBeforeGivingUp ? GivenUp.Silent : null;
            }
        }

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

        internal void Refuse() => _refused = true;
    }
}
