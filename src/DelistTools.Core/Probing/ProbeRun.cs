using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Diagnosis;
using DelistTools.Mail;

namespace DelistTools.Probing;

/// <summary>
/// A probe through the hosts of a domain, in the order and with the patience of a sending server: what answers nothing, or
/// "not now", or turns everybody away at the door, makes way for the next; any other refusal is the answer.
/// </summary>
internal sealed class ProbeRun
{
    /// <summary>A domain with many silent hosts would take hours.</summary>
    private const int MostAttempts = 10;

    private readonly ProbeOptions _options;
    private readonly Func<SenderAddresses, RefusalDiagnosis> _diagnosis;
    private readonly Func<string, string?> _providerOf;
    private readonly List<string> _notes = new();

    /// <param name="options">What the probe is to do.</param>
    /// <param name="diagnosis">Says what a refusal of these addresses means.</param>
    /// <param name="providerOf">Whose a host is.</param>
    internal ProbeRun(ProbeOptions options, Func<SenderAddresses, RefusalDiagnosis> diagnosis, Func<string, string?> providerOf)
    {
        _options = options;
        _diagnosis = diagnosis;
        _providerOf = providerOf;
    }

    /// <summary>Something for the result that was noticed before.</summary>
    internal void Note(string? note) => _notes.AddRange(note is null ? Array.Empty<string>() : new[] { note });

    /// <summary>Makes the probe.</summary>
    /// <param name="targets">Where it goes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DkimKeyException">The key cannot be used; nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; no connection is left open.</exception>
    /// <param name="check">Says what does not fit the address that the connection came from; null: nobody does.</param>
    internal async Task<ProbeResult> RunAsync(ProbeTargets targets, CancellationToken cancellationToken, Func<IPAddress, Task<string?>>? check = null)
    {
        TranscriptRecorder transcript = new(_options.ShowsRecipient ? null : _options.To, _options.Listener);
        DateTime startedAt = DateTime.UtcNow;
        string? messageId = null;
        byte[]? message = _options.Until == SmtpStage.Data
            ? ProbeMessageBuilder.Build(_options.From, _options.To, _options.HelloName, startedAt, _options.Key, out messageId)
            : null;
        List<ProbeAttempt> attempts = new();
        foreach (ProbeHost host in targets.Hosts)
        {
            foreach (IPAddress address in host.Addresses)
            {
                if (attempts.Count >= MostAttempts)
                {
                    Note("Further hosts of the domain were not tried: " + MostAttempts + " attempts are enough.");
                    return await FinishAsync().ConfigureAwait(false);
                }

                await TryAsync(host, address, message, transcript, attempts, cancellationToken).ConfigureAwait(false);
                ProbeAttempt last = attempts[attempts.Count - 1];
                if (Decides(last))
                {
                    return await FinishAsync().ConfigureAwait(false);
                }

                if (last.Outcome is not (ProbeOutcome.ConnectFailed or ProbeOutcome.LocalError))
                {
                    // The host has spoken, and its other addresses are the same host.
                    break;
                }
            }
        }

        return await FinishAsync().ConfigureAwait(false);

        async Task<ProbeResult> FinishAsync()
        {
            ProbeAttempt? telling = Telling(attempts);
            string? note = check is not null && (telling?.SeenAddress ?? telling?.LocalAddress) is string from
                ? await check(IPAddress.Parse(from)).ConfigureAwait(false)
                : null;
            return Result(targets, attempts, transcript, startedAt, messageId, note);
        }
    }

    /// <summary>Hands the message to a relay, and says what that one said.</summary>
    /// <param name="relay">The relay.</param>
    /// <param name="host">Its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The result; or what is wrong with the way in which the relay was used, and no message was sent.</returns>
    /// <exception cref="DkimKeyException">The key cannot be used; nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<(ProbeResult? Result, Problem? Problem)> RunThroughAsync(RelaySubmission relay, string host, CancellationToken cancellationToken)
    {
        TranscriptRecorder transcript = new(_options.ShowsRecipient ? null : _options.To, _options.Listener);
        DateTime startedAt = DateTime.UtcNow;
        byte[] message = ProbeMessageBuilder.Build(_options.From, _options.To, _options.HelloName, startedAt, _options.Key, out string messageId);
        RelayAnswer answer = await relay.SendAsync(message, _options.From, _options.To, _options.HelloName, _options.Timeout, transcript, cancellationToken).ConfigureAwait(false);
        if (answer.FailureId is not null)
        {
            return (null, new Problem(answer.FailureId, host, host, answer.Failure!.TrimEnd('.')));
        }

        SmtpReplyText? reply = answer.Text.Length == 0 ? null : SmtpReplyText.Parse(answer.Text);
        ProbeAttempt attempt = new()
        {
            MailExchanger = host,
            RemoteAddress = answer.RemoteAddress ?? "",
            LocalAddress = answer.LocalAddress,
            Outcome = answer.Outcome,
            Stage = answer.Stage,
            ReplyCode = answer.Code,
            EnhancedCode = reply?.EnhancedCode,
            ReplyText = reply is null ? "" : NetworkText.Clean(reply.Words),
            RawReply = answer.Text,
            Tls = answer.Tls,
            Failure = answer.Failure,
            StartedAt = startedAt,
            Elapsed = transcript.Elapsed,
        };
        return (Result(ProbeTargets.Of(), new List<ProbeAttempt> { attempt }, transcript, startedAt, messageId, isRelayed: true), null);
    }

    private async Task TryAsync(
        ProbeHost host, IPAddress address, byte[]? message, TranscriptRecorder transcript, List<ProbeAttempt> attempts, CancellationToken cancellationToken)
    {
        ProbeAttempt attempt = await new ProbeDialogue(_options, transcript, message, host, address).RunAsync(mayEncrypt: true, cancellationToken).ConfigureAwait(false);
        attempts.Add(attempt);
        if (attempt.Outcome == ProbeOutcome.TlsFailed && _options.Until != SmtpStage.StartTls)
        {
            attempts.Add(await new ProbeDialogue(_options, transcript, message, host, address).RunAsync(mayEncrypt: false, cancellationToken).ConfigureAwait(false));
        }
    }

    private static bool Decides(ProbeAttempt attempt) => attempt.Outcome switch
    {
        ProbeOutcome.Accepted or ProbeOutcome.NotRefusedBeforeData => true,
        ProbeOutcome.Refused => attempt.Stage > SmtpStage.Connect,

        // Whether the message was taken nobody knows: a second copy would be one too many.
        ProbeOutcome.Interrupted => attempt.Stage >= SmtpStage.Data,
        _ => false,
    };

    private ProbeResult Result(
        ProbeTargets targets, List<ProbeAttempt> attempts, TranscriptRecorder transcript, DateTime startedAt, string? messageId, string? note = null, bool isRelayed = false)
    {
        ProbeAttempt? telling = Telling(attempts);
        ProbeOutcome outcome = telling?.Outcome ?? targets.Outcome ?? ProbeOutcome.NoMailServer;
        SmtpStage stage = telling?.Stage ?? SmtpStage.Connect;
        string? host = telling?.MailExchanger ?? targets.Hosts.Select(h => h.Name).FirstOrDefault();

        // Of a message that was refused there is nothing to look for.
        bool isSent = attempts.Any(a => a.Outcome == ProbeOutcome.Accepted || (a.Outcome == ProbeOutcome.Interrupted && a.Stage >= SmtpStage.Data));
        return new ProbeResult
        {
            To = _options.To,
            From = _options.From,
            Provider = host is null ? null : _providerOf(host),
            MailExchanger = host,
            RemoteAddress = telling?.RemoteAddress,
            LocalAddress = telling?.LocalAddress,
            SeenAddress = telling?.SeenAddress,
            HelloName = _options.HelloName,
            Outcome = outcome,
            Stage = stage,
            ReplyCode = telling?.ReplyCode,
            EnhancedCode = telling?.EnhancedCode,
            ReplyText = telling?.ReplyText ?? "",
            Refusal = telling is { Outcome: ProbeOutcome.Refused or ProbeOutcome.Deferred } ? Refusal(telling, messageId) : null,
            NotSeen = UnseenParts.Of(outcome, stage, isRelayed),
            Notes = _notes.Concat(Notes(targets, attempts)).Append(note).OfType<string>().ToList().AsReadOnly(),
            Attempts = attempts.AsReadOnly(),
            Transcript = transcript.Lines,
            MessageId = isSent ? messageId : null,
            Tls = telling?.Tls,
            SentAt = startedAt,
            Elapsed = transcript.Elapsed,
        };
    }

    /// <summary>The attempt that says most: consent, a refusal, a delay, and then whatever went wrong last.</summary>
    private static ProbeAttempt? Telling(List<ProbeAttempt> attempts)
    {
        ProbeOutcome[] order =
        {
            ProbeOutcome.Accepted, ProbeOutcome.NotRefusedBeforeData, ProbeOutcome.Refused, ProbeOutcome.Deferred, ProbeOutcome.Interrupted,
            ProbeOutcome.TlsFailed, ProbeOutcome.ConnectFailed, ProbeOutcome.LocalError,
        };
        return order.Select(o => attempts.LastOrDefault(a => a.Outcome == o)).FirstOrDefault(a => a is not null);
    }

    private MailRefusal Refusal(ProbeAttempt attempt, string? messageId) => _diagnosis(OwnAddresses(attempt)).Diagnose(new FoundRefusal
    {
        Format = "Probe",
        Recipient = _options.To,
        Sender = _options.From,
        RemoteMta = attempt.MailExchanger,
        RemoteAddress = attempt.RemoteAddress,
        Stage = attempt.Stage,
        Reply = attempt.RawReply,
        At = attempt.StartedAt,
        MessageId = attempt.Stage >= SmtpStage.Data ? messageId : null,
    });

    private static SenderAddresses OwnAddresses(ProbeAttempt attempt) => new(
        new[] { attempt.LocalAddress, attempt.SeenAddress }.OfType<string>()
            .Select(a => IPAddress.Parse(a)).Select(a => AddressRange.FromPrefix(a, 8 * a.GetAddressBytes().Length)).ToList(),
        Array.Empty<AddressRange>());

    private static IEnumerable<string> Notes(ProbeTargets targets, List<ProbeAttempt> attempts)
    {
        if (targets.Failure is not null)
        {
            yield return targets.Failure;
        }

        foreach (string note in targets.Notes)
        {
            yield return note;
        }

        if (attempts.Count > 0 && attempts.All(a => a.Outcome == ProbeOutcome.ConnectFailed && a.Greeting is null && a.Port == ProbeOptions.SmtpPort))
        {
            yield return "No server was reached. Whether port 25 leads out of here at all, Send-ProbeMail -TestPort25 tells.";
        }

        foreach (ProbeAttempt attempt in attempts.Where(a => a.Failure is not null))
        {
            yield return attempt.Where + ": "
                + (attempt.Outcome == ProbeOutcome.TlsFailed ? "TLS failed, as a sending server it was tried again in the clear: " : "") + attempt.Failure;
        }
    }
}
