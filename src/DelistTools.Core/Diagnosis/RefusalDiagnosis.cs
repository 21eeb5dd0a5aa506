using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using DelistTools.Catalog;

namespace DelistTools.Diagnosis;

/// <summary>Says of replies, log lines and bounces who refused what, and why.</summary>
internal sealed class RefusalDiagnosis
{
    private readonly SignatureCatalog _signatures;
    private readonly SignatureMatcher _matcher;
    private readonly Lazy<ProviderCatalog> _providers;
    private readonly IReadOnlyList<IRefusalFormat> _formats;
    private readonly SenderAddresses _sender;

    /// <param name="signatures">The replies that are known.</param>
    /// <param name="providers">Whose host is whose; asked for only when a text names a host.</param>
    /// <param name="formats">The ways of writing refusals down, the most particular first; the first that finds any is believed.</param>
    /// <param name="sender">The sender's own addresses; null where nobody says.</param>
    internal RefusalDiagnosis(
        SignatureCatalog signatures, Func<ProviderCatalog> providers, IReadOnlyList<IRefusalFormat>? formats = null, SenderAddresses? sender = null)
    {
        _sender = sender ?? SenderAddresses.NotGiven;
        _signatures = signatures;
        _matcher = new SignatureMatcher(signatures);
        _providers = new Lazy<ProviderCatalog>(providers);
        _formats = formats ?? new IRefusalFormat[]
        {
            new MessageFormat(), new DeliveryStatusFormat(), PastedLog.Csv(), PastedLog.Sendmail(), PastedLog.Qmail(),
            new EximFormat(), new PostfixFormat(), new ReplyFormat(), new QuotedReplyFormat(),
        };
    }

    /// <summary>All refusals that a text holds; none where it holds none.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal IReadOnlyList<MailRefusal> Read(string text, string? path = null, CancellationToken cancellationToken = default)
    {
        // Windows turns the line feed of CR LF into CR LF once more where a program writes both as text.
        string lines = text.Replace("\r\r\n", "\n").Replace("\r\n", "\n").Replace('\r', '\n');
        foreach (IRefusalFormat format in _formats)
        {
            List<MailRefusal> found = Diagnose(format.Find(lines), path, cancellationToken).ToList();
            if (found.Count > 0)
            {
                return found.AsReadOnly();
            }
        }

        return Array.Empty<MailRefusal>();
    }

    /// <summary>What refusals mean, one by one as they are found; those that are none after all are left out.</summary>
    /// <param name="found">The refusals.</param>
    /// <param name="path">The file that holds them; null for a text.</param>
    /// <param name="cancellationToken">Gives up before the next one.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal IEnumerable<MailRefusal> Diagnose(IEnumerable<FoundRefusal> found, string? path, CancellationToken cancellationToken)
    {
        foreach (FoundRefusal one in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MailRefusal refusal = Diagnose(one, path);
            if (refusal.ReplyCode is null or >= 400 && (one.IsCertain || refusal.RuleId is not null))
            {
                yield return refusal;
            }
        }
    }

    /// <summary>What one refusal means.</summary>
    internal MailRefusal Diagnose(FoundRefusal found, string? path = null)
    {
        SmtpReplyText reply = ReplyOf(found);
        string? provider = found.RemoteMta is null ? null : _providers.Value.FindByMailExchanger(found.RemoteMta, out _)?.Id;
        SignatureMatch? match = _matcher.Find(reply, provider);
        RefusalSignature? signature = match?.Signature;
        NamedLists lists = NamedLists.Of(match, reply.OwnWords, _signatures);
        RefusalCause cause = CauseOf(signature, lists.Known);
        string? refused = RefusedAddress(cause, match, reply, found.RemoteAddress);
        return new MailRefusal
        {
            Recipient = Shown(found.Recipient),
            Sender = found.Sender is null ? null : NetworkText.Clean(found.Sender),
            Provider = provider ?? signature?.Provider,
            RemoteMta = Shown(found.RemoteMta),
            RemoteAddress = Shown(found.RemoteAddress),
            ReportedBy = Shown(found.ReportedBy),
            OccurredAt = found.At?.UtcDateTime,
            Action = found.Action,
            Stage = found.Stage ?? signature?.Stage,
            ReplyCode = reply.ReplyCode,
            EnhancedCode = reply.EnhancedCode,
            ReplyText = NetworkText.Clean(reply.ToString()),
            Cause = cause,
            RefusedAddress = refused,
            AddressOwner = _sender.OwnerOf(refused, found.Hops),
            Blocklist = lists.Ids.Count > 0 ? lists.Ids[0] : null,
            Blocklists = lists.Ids,
            CaseId = Shown(match?.Part("case") ?? CaseNumber.In(reply.OwnWords)),
            RouteUrl = Shown(match?.Part("url") ?? ReplyFacts.Url(reply.OwnWords) ?? signature?.Url),
            RouteMail = Shown(match?.Part("mail") ?? ReplyFacts.Mail(reply.OwnWords, found.Recipient) ?? signature?.Mail),
            IsPermanent = signature?.IsPermanent ?? reply.IsPermanent,
            Evidence = Shown(match?.Evidence),
            RuleId = signature?.Id,
            RuleVerifiedOn = signature?.VerifiedOn,
            SourceFormat = found.Format,
            SourcePath = path,
            QueueId = Shown(found.QueueId),
            MessageId = Shown(found.MessageId),
        };
    }

    /// <summary>The reply; with the status of the report before it where it has no code of its own.</summary>
    private static SmtpReplyText ReplyOf(FoundRefusal found)
    {
        SmtpReplyText reply = SmtpReplyText.Parse(found.Reply);
        return reply.ReplyCode is null && reply.Enhanced is null && found.Status is not null
            ? SmtpReplyText.Parse(found.Status + " " + found.Reply)
            : reply;
    }

    /// <summary>
    /// What a general signature cannot know of the list that a reply names: that it is closed, so that the receiver asks a
    /// list that answers at random; that it holds domains; that one entry covers a range.
    /// </summary>
    private static RefusalCause CauseOf(RefusalSignature? signature, IReadOnlyList<Blocklist> lists)
    {
        RefusalCause cause = signature?.Cause ?? RefusalCause.Unknown;

        // One list that is alive is enough to be refused for.
        Blocklist? named = lists.FirstOrDefault(l => l.Status != BlocklistStatus.Dead) ?? (lists.Count > 0 ? lists[0] : null);
        if (named is null || cause is not (RefusalCause.AddressBlocked or RefusalCause.DomainBlocked or RefusalCause.UrlBlocked))
        {
            return cause;
        }

        if (named.Status == BlocklistStatus.Dead)
        {
            return RefusalCause.ReceiverMisconfigured;
        }

        if (cause != RefusalCause.AddressBlocked)
        {
            return cause;
        }

        return !named.IsPrivate && (named.Kind & (BlocklistKind.IPv4 | BlocklistKind.IPv6)) == 0 ? RefusalCause.DomainBlocked
            : named.Scope is ListingScope.Range or ListingScope.Network ? RefusalCause.RangeBlocked
            : cause;
    }

    private static string? RefusedAddress(RefusalCause cause, SignatureMatch? match, SmtpReplyText reply, string? remoteAddress)
    {
        if (match?.Part("address") is string taken)
        {
            return IpAddressText.TryParse(taken, out System.Net.IPAddress? address) ? address.ToString() : null;
        }

        return cause switch
        {
            // Refusals of the sending host, which the reply names if it names any.
            RefusalCause.AddressBlocked or RefusalCause.RangeBlocked or RefusalCause.ReverseDnsRequired
                or RefusalCause.RateLimited or RefusalCause.Greylisted or RefusalCause.ReceiverMisconfigured
                or RefusalCause.RecipientOwnList => ReplyFacts.RefusedAddress(reply.OwnWords, remoteAddress, needsCue: false),
            RefusalCause.Unknown => ReplyFacts.RefusedAddress(reply.OwnWords, remoteAddress, needsCue: true),

            // An address in a refusal of something else is not what is refused.
            _ => null,
        };
    }

    private static string? Shown(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : NetworkText.Clean(text!);
}
