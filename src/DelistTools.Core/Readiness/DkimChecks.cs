using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness;

/// <summary>The keys by which signatures are checked. Which selectors a server signs with, DNS does not tell.</summary>
internal sealed class DkimChecks
{
    private const string Expected = "A DKIM key record with an RSA key of 2048 bits";

    private readonly IDnsTransport _transport;
    private readonly CheckWriter _writer;

    internal DkimChecks(IDnsTransport transport, CheckWriter writer)
    {
        _transport = transport;
        _writer = writer;
    }

    /// <summary>Looks at the keys of a domain.</summary>
    /// <param name="domain">The signing domain (d=).</param>
    /// <param name="selectors">The selectors (s=); empty where nobody said.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IReadOnlyList<ReadinessCheck>> RunAsync(string domain, IReadOnlyList<string> selectors, CancellationToken cancellationToken) =>
        selectors.Count == 0
            ? new[] { await WithoutSelectorAsync(domain, cancellationToken).ConfigureAwait(false) }
            : await Task.WhenAll(selectors.Select(s => RunAsync(domain, s, cancellationToken))).ConfigureAwait(false);

    private async Task<ReadinessCheck> RunAsync(string domain, string selector, CancellationToken cancellationToken)
    {
        string name = selector + "._domainkey." + domain;
        TxtRecords txt = await TxtRecords.FindAsync(_transport, name, IsKey, cancellationToken).ConfigureAwait(false);
        string publish = "Publish the public half of the key that the server signs with; the signing software prints the record (OpenDKIM: " + selector + ".txt).";
        string record = ZoneLine.Txt(name, "v=DKIM1; k=rsa; p=<the public key in base64>");
        if (txt.Failure is not null)
        {
            return _writer.Unknown(CheckTopics.Dkim, name, "The DKIM key record", txt.Failure, Expected);
        }

        if (txt.Records.Count > 0)
        {
            SelectorMemory.Process.Note(domain, selector);
        }

        switch (txt.Records.Count)
        {
            case 0:
                return _writer.Write(
                    CheckTopics.Dkim, name, ReadinessStatus.Fail,
                    txt.Others.Count > 0 ? "The TXT record there is no DKIM key: " + Shown(txt.Others[0]) : "No key record: signatures with this selector cannot be checked.",
                    Expected, publish, record);
            case 1:
                DkimKeyRecord key = DkimKeyRecord.Read(txt.Records[0]);
                return key.Status == ReadinessStatus.Pass
                    ? _writer.Write(CheckTopics.Dkim, name, key.Status, key.Found, Expected)
                    : _writer.Write(
                        CheckTopics.Dkim, name, key.Status, key.Found, Expected,
                        key.Status == ReadinessStatus.Fail ? publish : "Make a new key under a new selector, publish it, sign with it, and leave the old one published for a week.",
                        key.Status == ReadinessStatus.Fail ? record : null);
            default:
                return _writer.Write(
                    CheckTopics.Dkim, name, ReadinessStatus.Fail, txt.Records.Count + " key records at one selector; receivers take any of them (RFC 6376, section 3.6.2.2).",
                    Expected, "Leave the one whose key the server signs with.");
        }
    }

    private async Task<ReadinessCheck> WithoutSelectorAsync(string domain, CancellationToken cancellationToken)
    {
        string name = "_domainkey." + domain;
        DnsAnswer answer = await _transport.AskAsync(name, DnsRecordKind.Txt, cancellationToken).ConfigureAwait(false);
        const string Fix = "Give the selector with -DkimSelector; it is the s= of a DKIM-Signature field in mail that the server sent.";

        // Where there is no such name there is nothing below it (RFC 8020); some servers say so of names that hold others.
        return answer.Outcome == DnsOutcome.NameError
            ? _writer.Write(CheckTopics.Dkim, name, ReadinessStatus.Warn, "There is no such name, so there seems to be no key at all.", Expected, "Sign the mail and publish the key. " + Fix)
            : _writer.Write(CheckTopics.Dkim, name, ReadinessStatus.Unknown, "Nobody said under which selector the key stands.", Expected, Fix);
    }

    /// <summary>A record without v= is a key all the same, so long as it has a key (RFC 6376, section 3.6.1).</summary>
    private static bool IsKey(string text)
    {
        TagList tags = TagList.Parse(text);
        return tags["p"] is not null || tags["v"]?.StartsWith("DKIM", StringComparison.OrdinalIgnoreCase) == true;
    }

    private static string Shown(string text) => text.Length <= 80 ? text : text.Substring(0, 80) + "...";
}
