using System;
using System.Collections.Concurrent;
using System.Diagnostics;
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
internal sealed class ListQuestions
{
    // A list that let so many questions, one after the other, run out is not asked again in this run.
    private const int SilencesBeforeGivingUp = 3;

    // Some lists refuse by REFUSED, which resolvers hand on as SERVFAIL, and count each question all the same. But one error
    // has many other reasons, so that it takes more of them.
    private const int ErrorsBeforeGivingUp = 10;

    private readonly Func<Blocklist, AccountKey?> _keyOf;
    private readonly Func<Blocklist, TimeSpan?, IDnsTransport> _open;
    private readonly Func<Blocklist, TimeSpan?, IDnsTransport> _paced;
    private readonly Action<string>? _trace;
    private readonly ConcurrentDictionary<string, IDnsTransport> _transports = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Silence> _silences = new(StringComparer.Ordinal);

    internal ListQuestions(IDnsTransport transport, Func<Blocklist, AccountKey?> keyOf, BlocklistRunOptions options)
    {
        _keyOf = keyOf;
        _trace = options.Trace;
        Transport = transport;
        Budget = new RunBudget(options, transport.Resolver, list => list.Rules.KeyedZone is not null && keyOf(list) is not null);
        SemaphoreSlim inFlight = new(options.InFlight);
        _paced = (list, limit) =>
        {
            // The limit lies below the pace: waiting for the operator's turn is not the list's time.
            IDnsTransport wire = limit is { } time ? new LimitedTransport(transport, time) : new ConfirmingTransport(transport, ShownZone(list));
            return new PacedTransport(wire, list, Budget, inFlight, explains: limit is not null);
        };
        _open = (list, limit) => options.Memory?.Over(_paced(list, limit)) ?? _paced(list, limit);
    }

    /// <summary>The resolver, for questions that go to no list. Nothing is remembered: they ask how it is now.</summary>
    internal IDnsTransport Transport { get; }

    /// <summary>What the run may ask, of which list.</summary>
    internal RunBudget Budget { get; }

    /// <summary>
    /// The list stayed silent, or refused, so often in this run that it is not asked again, or its operator is not to be
    /// asked at present; and why.
    /// </summary>
    internal GivenUp? GaveUpOn(Blocklist list) =>
        (_silences.TryGetValue(list.Id, out Silence? silence) ? silence.Verdict : null) ?? Budget.LeftOut(list);

    /// <summary>Asks for <paramref name="labels"/> in the list's zone.</summary>
    internal Task<DnsAnswer> AskAsync(Blocklist list, string labels, DnsRecordKind kind, CancellationToken cancellationToken) =>
        AskAsync(_transports.GetOrAdd(list.Id, _ => _open(list, null)), list, labels, kind, cancellationToken);

    /// <summary>Asks for the text of an entry, for no longer than <paramref name="left"/>: it explains, and is never required.</summary>
    internal Task<DnsAnswer> AskTextAsync(Blocklist list, string labels, TimeSpan left, CancellationToken cancellationToken) =>
        AskAsync(_open(list, left), list, labels, DnsRecordKind.Txt, cancellationToken);

    /// <summary>Asks for an address record without looking at what is remembered.</summary>
    internal Task<DnsAnswer> AskFreshAsync(Blocklist list, string labels, CancellationToken cancellationToken) =>
        AskAsync(_paced(list, null), list, labels, DnsRecordKind.A, cancellationToken);

    private async Task<DnsAnswer> AskAsync(
        IDnsTransport transport, Blocklist list, string labels, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        string name = labels + "." + AskedZone(list);
        Silence silence = SilenceOf(list);
        int before = silence.InARow;
        int errors = silence.Errors;
        DnsAnswer answer = await transport.AskAsync(name, kind, cancellationToken).ConfigureAwait(false);
        silence.Note(answer.Failure, before);
        if (!answer.IsRemembered && answer.Failure != LookupFailureKind.NotAsked)
        {
            silence.NoteError(answer.Failure is LookupFailureKind.ServerFailure or LookupFailureKind.Refused, errors);
        }

        Budget.NoteAnswer(list, answer);
        _trace?.Invoke(Describe(list, labels, kind, answer));
        return answer;
    }

    /// <summary>The zone as it is asked, an account key in its place: for questions only, and never shown.</summary>
    internal string AskedZone(Blocklist list)
    {
        AccountKey? key = list.Rules.KeyedZone is null ? null : _keyOf(list);
        return key is null ? list.Rules.PublicZone! : list.Rules.KeyedZone!.Replace(BlocklistReader.KeyPlaceholder, key.Reveal());
    }

    /// <summary>Asks again, in a way that gives the whole of an answer that was cut off or damaged.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal Task<DnsAnswer> AskWholeAsync(Blocklist list, string labels, CancellationToken cancellationToken)
    {
        string name = labels + "." + AskedZone(list);
        return Transport is MultiplexedTransport many
            ? many.AskWholeAsync(name, DnsRecordKind.A, cancellationToken)
            : Transport.AskAsync(name, DnsRecordKind.A, cancellationToken);
    }

    /// <summary>Questions, one after the other, that the list left without an answer.</summary>
    internal int SilencesOf(Blocklist list) => SilenceOf(list).InARow;

    /// <summary>Notes what became of a question that somebody else asked.</summary>
    /// <param name="list">The list.</param>
    /// <param name="failure">Why no answer came, if none did.</param>
    /// <param name="before">What <see cref="SilencesOf"/> said when it was asked.</param>
    internal void NoteOutcome(Blocklist list, LookupFailureKind failure, int before) => SilenceOf(list).Note(failure, before);

    /// <summary>Once a list has refused, more questions would only be refused too, and counted against the user.</summary>
    /// <param name="list">The list.</param>
    /// <param name="answer">By what it refused; null where that was noted before.</param>
    internal void NoteRefusal(Blocklist list, DnsAnswer? answer)
    {
        SilenceOf(list).Refuse();
        if (answer is not null)
        {
            Budget.NoteRefusal(list, answer);
        }
    }

    /// <summary>What a test of the list for one kind of target holds for.</summary>
    internal ListTestKey TestKey(Blocklist list, BlocklistKind kind) =>
        new(kind, Transport.Resolver, list, list.Rules.KeyedZone is null ? null : _keyOf(list));

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
        string result = kind == DnsRecordKind.Txt && answer.Outcome == DnsOutcome.Records
            ? string.Join(", ", answer.Texts.Select(t => "\"" + Show(list, t) + "\""))
            : Describe(answer);
        return labels + "." + ShownZone(list) + " " + kind.ToString().ToUpperInvariant() + ": " + result;
    }

    /// <summary>What an answer to a question for addresses says.</summary>
    internal static string Describe(DnsAnswer answer) => answer.Outcome switch
    {
        DnsOutcome.Records => string.Join(", ", answer.Addresses),
        DnsOutcome.NameError => "NXDOMAIN",
        DnsOutcome.NoData => "NOERROR without records",
        _ => answer.FailureDetail ?? answer.Failure.ToString(),
    };

    private Silence SilenceOf(Blocklist list) => _silences.GetOrAdd(list.Id, _ => new Silence());

    private sealed class Silence
    {
        private static readonly long Moment = Stopwatch.Frequency;

        private int _inARow;
        private int _errors;
        private long _turnedAwayAt;
        private volatile bool _refused;

        internal GivenUp? Verdict
        {
            get
            {
                if (_refused)
                {
                    return GivenUp.Refused;
                }

                return InARow >= SilencesBeforeGivingUp ? GivenUp.Silent : Errors >= ErrorsBeforeGivingUp ? GivenUp.Failing : null;
            }
        }

        internal int InARow => Volatile.Read(ref _inARow);

        /// <summary>Answers that were errors, one after the other.</summary>
        internal int Errors => Volatile.Read(ref _errors);

        /// <summary>
        /// Questions that were under way together count once: a target goes out with the test entries, and one moment
        /// without a network is not three silences. Nor is the moment in which a name server is started again, when many
        /// questions in a row are turned away at once.
        /// </summary>
        internal void Note(LookupFailureKind failure, int before)
        {
            if (failure == LookupFailureKind.Unreachable)
            {
                long now = Stopwatch.GetTimestamp();
                if (before > 0 && now - Interlocked.Read(ref _turnedAwayAt) < Moment)
                {
                    return;
                }

                Interlocked.Exchange(ref _turnedAwayAt, now);
            }

            Count(ref _inARow, ResolverSuccession.IsSilence(failure), before);
        }

        internal void NoteError(bool isError, int before) => Count(ref _errors, isError, before);

        internal void Refuse() => _refused = true;

        private static void Count(ref int inARow, bool isOne, int before)
        {
            if (isOne)
            {
                Interlocked.CompareExchange(ref inARow, before + 1, before);
            }
            else
            {
                Interlocked.Exchange(ref inARow, 0);
            }
        }
    }
}
