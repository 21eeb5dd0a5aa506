using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Diagnosis;
using DelistTools.Mail;

namespace DelistTools.Probing;

/// <summary>One connection of a probe, from the greeting to the goodbye (RFC 5321, sections 3 and 4).</summary>
internal sealed class ProbeDialogue
{
    /// <summary>Codes by which a server says that it does not know EHLO; with any other it refuses who says it (section 4.2.4).</summary>
    private static readonly int[] EhloUnknown = { 500, 501, 502, 504 };

    private readonly ProbeOptions _options;
    private readonly TranscriptRecorder _transcript;
    private readonly byte[]? _message;
    private readonly ProbeHost _host;
    private readonly IPAddress _address;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly DateTime _startedAt = DateTime.UtcNow;
    private SmtpConnection? _connection;
    private IPAddress? _local;
    private SmtpStage _stage = SmtpStage.Connect;
    private SmtpAnswer? _deciding;
    private string? _greeting;
    private string? _seen;
    private string? _failure;
    private bool _begunTransaction;

    /// <param name="options">What the probe is to do.</param>
    /// <param name="transcript">Where what is said is written down.</param>
    /// <param name="message">The message; null where none is sent.</param>
    /// <param name="host">The host.</param>
    /// <param name="address">Which of its addresses.</param>
    internal ProbeDialogue(ProbeOptions options, TranscriptRecorder transcript, byte[]? message, ProbeHost host, IPAddress address)
    {
        _options = options;
        _transcript = transcript;
        _message = message;
        _host = host;
        _address = address;
    }

    /// <summary>Holds the dialogue.</summary>
    /// <param name="mayEncrypt">STARTTLS is used where the server offers it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up; the connection is closed.</exception>
    internal async Task<ProbeAttempt> RunAsync(bool mayEncrypt, CancellationToken cancellationToken)
    {
        IPEndPoint remote = new(_address, _host.Port);
        _transcript.Add(_stage, TranscriptDirection.Note, "Connecting to " + _host.Name + " [" + _address + "] port " + _host.Port + (mayEncrypt ? "" : ", without TLS"));
        try
        {
            _connection = await SmtpConnection.OpenAsync(remote, _options.LocalAddress, _options.Timeout, _transcript, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            return NotConnected(e);
        }

        ProbeOutcome outcome = ProbeOutcome.Interrupted;
        try
        {
            _local = _connection.LocalAddress;
            outcome = await TalkAsync(_connection, mayEncrypt, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _connection.LeaveAsync(_begunTransaction && outcome != ProbeOutcome.Accepted, cancellationToken).ConfigureAwait(false);
        }

        return Attempt(outcome);
    }

    private async Task<ProbeOutcome> TalkAsync(SmtpConnection connection, bool mayEncrypt, CancellationToken cancellationToken)
    {
        SmtpAnswer answer = await connection.ReadAsync(_options.Timeout, cancellationToken).ConfigureAwait(false);
        _greeting = answer.Lines.Count == 0 ? null : NetworkText.CleanOrNull(answer.Text);
        if (!Granted(answer))
        {
            return Ended(answer);
        }

        if (_options.Until == SmtpStage.Connect)
        {
            return ProbeOutcome.NotRefusedBeforeData;
        }

        Enter(SmtpStage.Hello);
        answer = await HelloAsync(connection, cancellationToken).ConfigureAwait(false);
        if (!Granted(answer))
        {
            return Ended(answer);
        }

        if (mayEncrypt && _options.Until != SmtpStage.Hello && Offers(answer, "STARTTLS"))
        {
            Enter(SmtpStage.StartTls);
            SmtpAnswer tls = await connection.AskAsync("STARTTLS", null, _options.Timeout, cancellationToken).ConfigureAwait(false);
            if (tls.Fault != SmtpAnswerFault.None)
            {
                _failure = Describe(tls);
                return ProbeOutcome.TlsFailed;
            }

            if (tls.Code == 421)
            {
                return Ended(tls);
            }

            if (tls.Code == 220)
            {
                _failure = await connection.StartTlsAsync(_host.Name, _options.Timeout, cancellationToken).ConfigureAwait(false);
                if (_failure is not null)
                {
                    return ProbeOutcome.TlsFailed;
                }

                // What was said before was said in the clear, and counts no more (RFC 3207, section 4.2).
                answer = await HelloAsync(connection, cancellationToken).ConfigureAwait(false);
                if (!Granted(answer))
                {
                    return Ended(answer);
                }
            }
            else
            {
                // A server that offers and then declines is gone on with in the clear, as senders do.
                _failure = "It offered STARTTLS and declined it: " + NetworkText.Clean(tls.Text);
            }
        }
        else if (_options.Until == SmtpStage.StartTls)
        {
            _failure = mayEncrypt ? "It does not offer STARTTLS." : _failure;
        }

        return _options.Until is SmtpStage.Hello or SmtpStage.StartTls
            ? ProbeOutcome.NotRefusedBeforeData
            : await TransferAsync(connection, answer, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ProbeOutcome> TransferAsync(SmtpConnection connection, SmtpAnswer hello, CancellationToken cancellationToken)
    {
        Enter(SmtpStage.MailFrom);
        string size = _message is not null && Offers(hello, "SIZE") ? " SIZE=" + _message.Length.ToString(CultureInfo.InvariantCulture) : "";
        SmtpAnswer answer = await connection.AskAsync("MAIL FROM:<" + _options.From + ">" + size, null, _options.Timeout, cancellationToken).ConfigureAwait(false);
        if (!Granted(answer))
        {
            return Ended(answer);
        }

        _begunTransaction = true;
        if (_options.Until == SmtpStage.MailFrom)
        {
            return ProbeOutcome.NotRefusedBeforeData;
        }

        Enter(SmtpStage.Recipient);
        answer = await connection.AskAsync("RCPT TO:<" + _options.To + ">", null, _options.Timeout, cancellationToken).ConfigureAwait(false);
        if (!Granted(answer))
        {
            return Ended(answer);
        }

        if (_message is null)
        {
            return ProbeOutcome.NotRefusedBeforeData;
        }

        Enter(SmtpStage.Data);
        answer = await connection.AskAsync("DATA", null, _options.Timeout, cancellationToken).ConfigureAwait(false);
        if (answer.Fault != SmtpAnswerFault.None || answer.Code != 354)
        {
            return Ended(answer);
        }

        TimeSpan patience = TimeSpan.FromTicks(5 * _options.Timeout.Ticks);
        answer = await connection.SendMessageAsync(_message, patience, cancellationToken).ConfigureAwait(false);
        _begunTransaction = false;
        if (!Granted(answer))
        {
            return Ended(answer);
        }

        _deciding = answer;
        _stage = SmtpStage.Delivered;
        return ProbeOutcome.Accepted;
    }

    /// <summary>EHLO; HELO where the server does not know that. A refusal of EHLO is not asked again: the second answer would hide it.</summary>
    private async Task<SmtpAnswer> HelloAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        SmtpAnswer answer = await connection.AskAsync("EHLO " + _options.HelloName, null, _options.Timeout, cancellationToken).ConfigureAwait(false);
        if (answer.Fault == SmtpAnswerFault.None && EhloUnknown.Contains(answer.Code))
        {
            SmtpAnswer older = await connection.AskAsync("HELO " + _options.HelloName, null, _options.Timeout, cancellationToken).ConfigureAwait(false);
            answer = Granted(older) || older.Code is not (0 or 503) ? older : answer;
        }

        if (answer.Lines.Count > 0 && Granted(answer))
        {
            _seen = AddressScanner.Find(answer.Lines[0]).Select(a => a.Address).FirstOrDefault(a => !a.Equals(_address))?.ToString() ?? _seen;
        }

        return answer;
    }

    private static bool Granted(SmtpAnswer answer) => answer.Fault == SmtpAnswerFault.None && answer.Code is >= 200 and < 300;

    /// <summary>An extension that the server names (RFC 5321, section 4.1.1.1).</summary>
    private static bool Offers(SmtpAnswer hello, string keyword) => hello.Lines.Skip(1).Any(
        l => l.Length > 4 && l.Substring(4).Trim().Split(' ')[0].Equals(keyword, StringComparison.OrdinalIgnoreCase));

    private void Enter(SmtpStage stage)
    {
        _stage = stage;
        _connection!.Stage = stage;
    }

    /// <summary>What an answer that is no consent means.</summary>
    private ProbeOutcome Ended(SmtpAnswer answer)
    {
        if (answer.IsRefusal)
        {
            _deciding = answer;
            _failure = answer.HasUnequalCodes ? "The lines of the reply have different codes; the last one counts." : _failure;
            return answer.Code >= 500 ? ProbeOutcome.Refused : ProbeOutcome.Deferred;
        }

        _failure = Describe(answer);
        return _stage == SmtpStage.Connect ? ProbeOutcome.ConnectFailed : ProbeOutcome.Interrupted;
    }

    private string Describe(SmtpAnswer answer)
    {
        string said = answer.Lines.Count == 0 ? "" : ": " + NetworkText.Shorten(NetworkText.Clean(answer.Text));
        return answer.Fault switch
        {
            SmtpAnswerFault.TimedOut when answer.Lines.Count == 0 => "It said nothing within " + Seconds() + ".",
            SmtpAnswerFault.TimedOut => "It did not come to the end of its reply within " + Seconds() + said,
            SmtpAnswerFault.Closed => "It closed the connection" + (said.Length == 0 ? " without a reply." : " in the middle of its reply" + said),
            SmtpAnswerFault.Reset => "The connection broke" + (answer.Detail is null ? "." : ": " + NetworkText.Clean(answer.Detail)),
            SmtpAnswerFault.NotSmtp => "What answers there is no mail server" + said,
            SmtpAnswerFault.TooLong => "Its reply had no end" + said,
            _ => "It gave a reply that does not belong here" + said,
        };
    }

    private string Seconds() => _options.Timeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " seconds";

    private ProbeAttempt NotConnected(SocketException e)
    {
        // These are about this machine, whatever the host (bind, or a protocol that is not there).
        bool isLocal = e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported or SocketError.AccessDenied
            or SocketError.AddressAlreadyInUse or SocketError.NetworkDown or SocketError.InvalidArgument or SocketError.ProtocolFamilyNotSupported;
        _failure = e.SocketErrorCode == SocketError.TimedOut ? "No connection came about within " + Seconds() + "."
            : isLocal && _options.LocalAddress is not null ? "This machine cannot send from " + _options.LocalAddress + ": " + e.Message.TrimEnd('.') + "."
            : e.Message.TrimEnd('.') + ".";
        _transcript.Add(_stage, TranscriptDirection.Note, _failure);
        return Attempt(isLocal ? ProbeOutcome.LocalError : ProbeOutcome.ConnectFailed);
    }

    private ProbeAttempt Attempt(ProbeOutcome outcome)
    {
        SmtpReplyText? reply = _deciding is null ? null : SmtpReplyText.Parse(_deciding.Text);
        return new ProbeAttempt
        {
            MailExchanger = _host.Name,
            RemoteAddress = _address.ToString(),
            Port = _host.Port,
            LocalAddress = _local?.ToString(),
            SeenAddress = _seen,
            Outcome = outcome,
            Stage = _stage,
            ReplyCode = _deciding?.Code,
            EnhancedCode = reply?.EnhancedCode,
            ReplyText = reply is null ? "" : NetworkText.Clean(reply.Words),
            RawReply = _deciding?.Text ?? "",
            Greeting = _greeting,
            Tls = _connection?.Tls,
            Failure = _failure is null ? null : _transcript.Redacted(_failure),
            StartedAt = _startedAt,
            Elapsed = _watch.Elapsed,
        };
    }
}
