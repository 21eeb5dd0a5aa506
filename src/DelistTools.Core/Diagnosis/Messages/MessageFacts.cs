using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Mail;

namespace DelistTools.Diagnosis;

/// <summary>What holds for all refusals of one bounce, where the part about a recipient does not say otherwise.</summary>
internal sealed class MessageFacts
{
    private readonly DateTimeOffset? _at;
    private readonly string? _sender;
    private readonly string? _recipient;
    private readonly string? _messageId;
    private readonly IReadOnlyList<string> _hops;
    private readonly bool _isDelay;

    /// <param name="content">The bounce.</param>
    /// <param name="returned">The header fields of what was sent back.</param>
    /// <param name="isDelay">It says that the server goes on trying.</param>
    internal MessageFacts(MailContent content, MailFields? returned, bool isDelay)
    {
        _at = MailDates.Read(content.Header.First("Date"));
        _hops = ReceivedHops.Of(returned);
        _messageId = returned?.First("Message-ID")?.Trim('<', '>', ' ');
        _sender = MailAddresses.First(returned?.First("Return-Path") ?? "") ?? MailAddresses.First(returned?.First("From") ?? "");
        List<string> recipients = (returned?.All("To") ?? Enumerable.Empty<string>()).SelectMany(v => MailAddresses.Find(v)).Select(f => f.Address).Take(2).ToList();
        _recipient = recipients.Count == 1 ? recipients[0] : null;
        _isDelay = isDelay;
    }

    /// <summary>The refusal with what it leaves open.</summary>
    internal FoundRefusal AddTo(FoundRefusal found) => new()
    {
        Format = found.Format,
        Recipient = found.Recipient ?? _recipient,
        Sender = found.Sender ?? _sender,
        RemoteMta = found.RemoteMta,
        RemoteAddress = found.RemoteAddress,
        ReportedBy = found.ReportedBy,
        Stage = found.Stage,
        Reply = found.Reply,
        Status = found.Status,
        Action = found.Action ?? (_isDelay ? DeliveryAction.Delayed : DeliveryAction.Failed),
        At = found.At ?? _at,
        QueueId = found.QueueId,
        MessageId = found.MessageId ?? _messageId,
        Hops = _hops,
        IsCertain = found.IsCertain,
    };
}
