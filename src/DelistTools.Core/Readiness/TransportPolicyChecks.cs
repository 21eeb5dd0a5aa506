using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness;

/// <summary>
/// MTA-STS (RFC 8461) and TLS reporting (RFC 8460), as far as DNS goes. The policy itself is a web page, and nobody fetches
/// it here.
/// </summary>
internal sealed class TransportPolicyChecks
{
    private const int LongestId = 32;

    private readonly IDnsTransport _transport;
    private readonly CheckWriter _writer;

    internal TransportPolicyChecks(IDnsTransport transport, CheckWriter writer)
    {
        _transport = transport;
        _writer = writer;
    }

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IReadOnlyList<ReadinessCheck>> RunAsync(string domain, CancellationToken cancellationToken)
    {
        Task<ReadinessCheck> policy = MtaStsAsync(domain, cancellationToken);
        Task<ReadinessCheck> reports = TlsRptAsync(domain, cancellationToken);
        return new[] { await policy.ConfigureAwait(false), await reports.ConfigureAwait(false) };
    }

    private async Task<ReadinessCheck> MtaStsAsync(string domain, CancellationToken cancellationToken)
    {
        const string Expected = "One record v=STSv1 with an id, and a host that serves the policy; or none at all";
        string name = "_mta-sts." + domain;
        TxtRecords txt = await FindAsync(name, "STSv1", cancellationToken).ConfigureAwait(false);
        if (Single(CheckTopics.MtaSts, name, txt, "The MTA-STS record", Expected) is { } settled)
        {
            return settled;
        }

        TagList tags = TagList.Parse(txt.Records[0]);
        string? fault = tags.Fault ?? (tags["id"] is not { } id ? "it has no id"
            : id.Length is 0 or > LongestId || !id.All(IsPlain) ? "its id is not 1 to 32 letters and digits" : null);
        if (fault is not null)
        {
            return _writer.Write(
                CheckTopics.MtaSts, name, ReadinessStatus.Warn, "The record cannot be used: " + fault + ". Senders go on without the policy.", Expected,
                "Publish it anew, with a new id at each change of the policy.", ZoneLine.Txt(name, "v=STSv1; id=1;"));
        }

        string host = "mta-sts." + domain;
        HostAddresses addresses = await HostAddresses.FindAsync(_transport, host, cancellationToken).ConfigureAwait(false);
        return addresses.Addresses.Count > 0
            ? _writer.Write(CheckTopics.MtaSts, name, ReadinessStatus.Pass, "id " + tags["id"] + "; the policy at https://" + host + " was not fetched", Expected)
            : addresses.Failure is not null
                ? _writer.Unknown(CheckTopics.MtaSts, name, "The addresses of " + host, addresses.Failure, Expected)
                : _writer.Write(
                    CheckTopics.MtaSts, name, ReadinessStatus.Warn, "The host of the policy, " + host + ", has no address.", Expected,
                    "Serve the policy at https://" + host + "/.well-known/mta-sts.txt, or take the record away.");
    }

    private async Task<ReadinessCheck> TlsRptAsync(string domain, CancellationToken cancellationToken)
    {
        const string Expected = "One record v=TLSRPTv1 with an address for reports; or none at all";
        string name = "_smtp._tls." + domain;
        TxtRecords txt = await FindAsync(name, "TLSRPTv1", cancellationToken).ConfigureAwait(false);
        if (Single(CheckTopics.TlsRpt, name, txt, "The record of TLS reporting", Expected) is { } settled)
        {
            return settled;
        }

        TagList tags = TagList.Parse(txt.Records[0]);
        string[] uris = tags["rua"]?.Split(',').Select(u => u.Trim()).ToArray() ?? Array.Empty<string>();
        bool isUsable = tags.Fault is null && uris.Length > 0 && uris.All(u =>
            ReportAddress.IsMail(u) || u.StartsWith("https://", StringComparison.OrdinalIgnoreCase));
        return isUsable
            ? _writer.Write(CheckTopics.TlsRpt, name, ReadinessStatus.Pass, "Reports go to " + string.Join(", ", uris), Expected)
            : _writer.Write(
                CheckTopics.TlsRpt, name, ReadinessStatus.Warn,
                "The record cannot be used: " + (tags.Fault ?? "rua= names no address that begins with mailto: or https:") + ".", Expected,
                "Publish it anew, with an address that you read.", ZoneLine.Txt(name, "v=TLSRPTv1; rua=mailto:postmaster@" + domain));
    }

    private Task<TxtRecords> FindAsync(string name, string version, CancellationToken cancellationToken) => TxtRecords.FindAsync(
        _transport, name, t => TagList.Parse(t) is { Names.Count: > 0 } tags && tags.Names[0] == "v" && tags["v"] == version, cancellationToken);

    /// <summary>The check where there is not just one record to look at; null where there is.</summary>
    private ReadinessCheck? Single(CheckTopic topic, string name, TxtRecords txt, string what, string expected) => txt switch
    {
        { Failure: not null } => _writer.Unknown(topic, name, what, txt.Failure, expected),
        { Records.Count: 0 } => _writer.Write(topic, name, ReadinessStatus.NotUsed, "No record.", expected),
        { Records.Count: > 1 } => _writer.Write(
            topic, name, ReadinessStatus.Warn, txt.Records.Count + " records, of which none counts then.", expected, "Leave one of them."),
        _ => null,
    };

    private static bool IsPlain(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
