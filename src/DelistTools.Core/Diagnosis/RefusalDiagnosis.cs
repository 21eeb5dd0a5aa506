using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using DelistTools.Catalog;

namespace DelistTools.Diagnosis;

/// <summary>Says of replies, log lines and bounces who refused what, and why.</summary>
internal sealed class RefusalDiagnosis
{
    private readonly ReplyMeanings _meanings;
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
        _meanings = new ReplyMeanings(signatures);
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
        string lines = LineEnds.Unified(text);
        return MixedLines.Split(lines).SelectMany(part => ReadPart(part, path, cancellationToken)).ToList().AsReadOnly();
    }

    private IReadOnlyList<MailRefusal> ReadPart(string lines, string? path, CancellationToken cancellationToken)
    {
        foreach (IRefusalFormat format in _formats)
        {
            List<MailRefusal> found = Diagnose(format.Find(lines), path, cancellationToken).ToList();
            if (found.Count > 0)
            {
                return found;
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
        string? provider = found.RemoteMta is null ? null : _providers.Value.FindByMailExchanger(found.RemoteMta, out _)?.Id;
        ReplyMeaning meaning = _meanings.Of(found, provider);
        RefusalSignature? signature = meaning.Signature;
        return new MailRefusal
        {
            Recipient = NetworkText.CleanOrNull(found.Recipient),
            Sender = found.Sender is null ? null : NetworkText.Clean(found.Sender),
            Provider = provider ?? signature?.Provider,
            RemoteMta = NetworkText.CleanOrNull(found.RemoteMta),
            RemoteAddress = NetworkText.CleanOrNull(found.RemoteAddress),
            ReportedBy = NetworkText.CleanOrNull(found.ReportedBy),
            OccurredAt = found.At?.UtcDateTime,
            Action = found.Action,
            Stage = found.Stage ?? signature?.Stage,
            ReplyCode = meaning.ReplyCode,
            EnhancedCode = meaning.EnhancedCode,
            ReplyText = meaning.Text,
            Cause = meaning.Cause,
            RefusedAddress = meaning.RefusedAddress,
            AddressOwner = _sender.OwnerOf(meaning.RefusedAddress, found.Hops),
            Blocklist = meaning.Blocklists.Count > 0 ? meaning.Blocklists[0] : null,
            Blocklists = meaning.Blocklists,
            CaseId = meaning.CaseId,
            RouteUrl = meaning.Url,
            RouteMail = meaning.Mail,
            IsPermanent = meaning.IsPermanent,
            Evidence = meaning.Evidence,
            RuleId = signature?.Id,
            RuleVerifiedOn = signature?.VerifiedOn,
            SourceFormat = found.Format,
            SourcePath = path,
            QueueId = NetworkText.CleanOrNull(found.QueueId),
            MessageId = NetworkText.CleanOrNull(found.MessageId),
        };
    }
}
