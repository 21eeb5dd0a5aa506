using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DnsClient;
using DnsClient.Protocol;

namespace DelistTools.Dns;

/// <summary>Asks through DnsClient, with every default set that would bend an answer.</summary>
internal sealed class DnsClientTransport : IDnsTransport
{
    // What fits a packet everywhere without fragments (DNS Flag Day 2020).
    private const int SafeUdpSize = 1232;

    // At this size DnsClient sends no OPT record at all, for servers that answer FORMERR to one (RFC 6891, section 7).
    private const int WithoutEdns = 512;

    private const int Tries = 2;

    private readonly IPEndPoint _server;
    private readonly LookupClient _udp;
    private readonly DnsQueryAndServerOptions _plain;
    private readonly DnsQueryAndServerOptions _tcp;

    internal DnsClientTransport(IPEndPoint server, TimeSpan timeout)
    {
        _server = server;
        Resolver = NameServerAddress.Show(server);
        _udp = new LookupClient(new LookupClientOptions(server)
        {
            UseCache = false,
            CacheFailedResults = false,
            UseTcpFallback = false,
            Timeout = Share(timeout),
            Retries = Tries - 1,
            ThrowDnsErrors = false,
            ContinueOnDnsError = false,
            ContinueOnEmptyResponse = false,
            UseRandomNameServer = false,
            Recursion = true,
            ExtendedDnsBufferSize = SafeUdpSize,
            AutoResolveNameServers = false,
        });
        _plain = new DnsQueryAndServerOptions(server)
        {
            UseCache = false,
            UseTcpFallback = false,
            Timeout = Share(timeout),
            Retries = 0,
            ThrowDnsErrors = false,
            ContinueOnDnsError = false,
            ContinueOnEmptyResponse = false,
            ExtendedDnsBufferSize = WithoutEdns,
        };
        _tcp = new DnsQueryAndServerOptions(server)
        {
            UseCache = false,
            UseTcpOnly = true,
            Timeout = Share(timeout),
            Retries = 0,
            ThrowDnsErrors = false,
            ContinueOnDnsError = false,
            ContinueOnEmptyResponse = false,
        };
    }

    public string Resolver { get; }

    public async Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        DnsQuestion? question = TryMake(name, kind);
        if (question is null)
        {
            return NotAskable(watch.Elapsed);
        }

        try
        {
            IDnsQueryResponse reply = await _udp.QueryAsync(question, cancellationToken).ConfigureAwait(false);
            if (reply.Header.ResponseCode == DnsHeaderResponseCode.FormatError)
            {
                reply = await _udp.QueryAsync(question, _plain, cancellationToken).ConfigureAwait(false);
            }

            return Read(question, reply, watch.Elapsed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever the library throws at a packet that is none: no packet may end the run.
            cancellationToken.ThrowIfCancellationRequested();
            return Failure(e, watch.Elapsed)
                ?? await RecoverAsync(question, name, kind, watch, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// After a reply that was cut off or broken, which look alike from here: the same over TCP, where neither can
    /// happen; and where the server has no TCP, as many servers of lists have none, what can be saved.
    /// </summary>
    private async Task<DnsAnswer> RecoverAsync(
        DnsQuestion question, string name, DnsRecordKind kind, Stopwatch watch, CancellationToken cancellationToken)
    {
        try
        {
            IDnsQueryResponse reply = await _udp.QueryAsync(question, _tcp, cancellationToken).ConfigureAwait(false);
            DnsAnswer answer = Read(question, reply, watch.Elapsed);
            if (answer.Outcome != DnsOutcome.Failed)
            {
                return answer;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return await CutOffReply.AskAsync(_server, name, kind, _tcp.Timeout, cancellationToken).ConfigureAwait(false)
            ?? DnsAnswer.Fail(
                LookupFailureKind.Malformed, "the reply was cut off, could not be read or did not belong to the question", watch.Elapsed);
    }

    /// <summary>The same for a question that somebody else asked over UDP, whose reply was cut off or broken.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<DnsAnswer> RecoverAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        return TryMake(name, kind) is { } question
            ? await RecoverAsync(question, name, kind, watch, cancellationToken).ConfigureAwait(false)
            : NotAskable(watch.Elapsed);
    }

    private static DnsQuestion? TryMake(string name, DnsRecordKind kind)
    {
        try
        {
            return new DnsQuestion(name, (QueryType)kind);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Over 255 octets, or with a label over 63 (RFC 1035, section 2.3.4), or with characters that the library does not write.</summary>
    private static DnsAnswer NotAskable(TimeSpan elapsed) => DnsAnswer.Fail(
        LookupFailureKind.NotAsked, "no such name can be asked for: it is longer than DNS allows, or holds what names do not have", elapsed);

    private static DnsAnswer Read(DnsQuestion asked, IDnsQueryResponse reply, TimeSpan elapsed)
    {
        if (reply.Questions.Count != 1 || reply.Questions[0].QuestionType != asked.QuestionType
            || !IsSame(reply.Questions[0].QueryName, asked.QueryName))
        {
            return DnsAnswer.Fail(LookupFailureKind.Malformed, "the reply repeats another question than the one asked", elapsed);
        }

        switch (reply.Header.ResponseCode)
        {
            case DnsHeaderResponseCode.NoError:
                return ReadRecords(asked, reply, elapsed);
            case DnsHeaderResponseCode.NotExistentDomain:
                return new DnsAnswer
                {
                    Outcome = DnsOutcome.NameError,
                    Ttl = NegativeTtl(reply),
                    IsAlias = IsAlias(reply),
                    IsAuthoritative = reply.Header.HasAuthorityAnswer,
                    Elapsed = elapsed,
                };
            case DnsHeaderResponseCode.ServerFailure:
                return DnsAnswer.Fail(LookupFailureKind.ServerFailure, "the resolver answered SERVFAIL", elapsed);
            case DnsHeaderResponseCode.Refused:
                return DnsAnswer.Fail(LookupFailureKind.Refused, "the name server answered REFUSED", elapsed);
            case DnsHeaderResponseCode.FormatError:
                return DnsAnswer.Fail(LookupFailureKind.FormatError, "the name server answered FORMERR", elapsed);
            case DnsHeaderResponseCode.NotImplemented:
                return DnsAnswer.Fail(LookupFailureKind.NotImplemented, "the name server answered NOTIMP", elapsed);
            default:
                return DnsAnswer.Fail(
                    LookupFailureKind.OtherCode, "the name server answered with response code " + (int)reply.Header.ResponseCode, elapsed);
        }
    }

    private static DnsAnswer ReadRecords(DnsQuestion asked, IDnsQueryResponse reply, TimeSpan elapsed)
    {
        List<DnsResourceRecord> records = reply.Answers
            .Where(r => (int)r.RecordType == (int)asked.QuestionType).ToList();
        if (records.Count == 0)
        {
            return new DnsAnswer
            {
                Outcome = DnsOutcome.NoData,
                Ttl = NegativeTtl(reply),
                IsAlias = IsAlias(reply),
                IsAuthoritative = reply.Header.HasAuthorityAnswer,
                Elapsed = elapsed,
            };
        }

        return new DnsAnswer
        {
            Outcome = DnsOutcome.Records,
            Addresses = DnsAnswer.Sorted(records.OfType<AddressRecord>().Select(r => r.Address)),
            Texts = DnsAnswer.SortedTexts(records.OfType<TxtRecord>().Select(r => string.Concat(r.Text))),
            Names = records.OfType<PtrRecord>().Select(r => Wire(r.PtrDomainName))
                .Distinct().OrderBy(n => n, StringComparer.Ordinal).ToList().AsReadOnly(),
            Exchangers = records.OfType<MxRecord>()
                .Select(r => new MailExchanger(r.Preference, Wire(r.Exchange)))
                .Distinct().OrderBy(e => e.Preference).ThenBy(e => e.Host, StringComparer.Ordinal).ToList().AsReadOnly(),
            IsAlias = IsAlias(reply),
            IsAuthoritative = reply.Header.HasAuthorityAnswer,
            Ttl = TimeSpan.FromSeconds(reply.Answers.Min(r => Math.Max(0, r.InitialTimeToLive))),
            Elapsed = elapsed,
        };
    }

    /// <summary>
    /// The name as it came. The library shows names of replies in Unicode, and what was asked, and is asked next, is in
    /// A-labels (RFC 5890, section 2.3.2.1).
    /// </summary>
    private static string Wire(DnsString name) => (name.Original.All(c => c < 128) ? name.Original : name.Value).TrimEnd('.').ToLowerInvariant();

    private static bool IsSame(DnsString one, DnsString other) =>
        Wire(one) == Wire(other) || string.Equals(one.Value, other.Value, StringComparison.OrdinalIgnoreCase);

    private static bool IsAlias(IDnsQueryResponse reply) => reply.Answers.OfType<CNameRecord>().Any();

    private static TimeSpan NegativeTtl(IDnsQueryResponse reply)
    {
        SoaRecord? soa = reply.Authorities.OfType<SoaRecord>().FirstOrDefault();
        return soa is null ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Max(0, Math.Min((long)soa.InitialTimeToLive, soa.Minimum)));
    }

    /// <summary>What an exception says about the way to the server; null where a reply came that was no answer.</summary>
    private static DnsAnswer? Failure(Exception exception, TimeSpan elapsed)
    {
        Exception root = exception.GetBaseException();
        if (root is SocketException socket)
        {
            return DnsAnswer.Fail(LookupFailureKind.Unreachable, "the name server cannot be reached: " + socket.Message, elapsed);
        }

        return exception is DnsResponseException { Code: DnsResponseCode.ConnectionTimeout } || root is OperationCanceledException or TimeoutException
            ? DnsAnswer.Fail(LookupFailureKind.Timeout, "no answer came in time", elapsed)
            : null;
    }

    private static TimeSpan Share(TimeSpan timeout) => TimeSpan.FromMilliseconds(Math.Max(1, timeout.TotalMilliseconds / Tries));
}
