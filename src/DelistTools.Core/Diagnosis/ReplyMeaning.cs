using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using DelistTools.Catalog;

namespace DelistTools.Diagnosis;

/// <summary>What the words of a reply say: the cause, what decided, and all that they name.</summary>
internal sealed class ReplyMeaning
{
    private ReplyMeaning(SmtpReplyText reply, SignatureMatch? match, NamedLists lists, string? remoteAddress, string? recipient)
    {
        RefusalSignature? signature = match?.Signature;
        Signature = signature;
        ReplyCode = reply.ReplyCode;
        EnhancedCode = reply.EnhancedCode;
        Text = NetworkText.Clean(reply.ToString());
        Cause = CauseOf(signature, lists.Known);
        RefusedAddress = AddressOf(Cause, match, reply, remoteAddress);
        Blocklists = lists.Ids;
        CaseId = NetworkText.CleanOrNull(match?.Part("case") ?? CaseNumber.In(reply.OwnWords));
        Url = NetworkText.CleanOrNull(match?.Part("url") ?? ReplyFacts.Url(reply.OwnWords) ?? signature?.Url);
        Mail = NetworkText.CleanOrNull(match?.Part("mail") ?? ReplyFacts.Mail(reply.OwnWords, recipient) ?? signature?.Mail);
        Evidence = NetworkText.CleanOrNull(match?.Evidence);
        IsPermanent = signature?.IsPermanent ?? reply.IsPermanent;
    }

    /// <summary>What the reply fits; null where it fits nothing.</summary>
    internal RefusalSignature? Signature { get; }

    internal int? ReplyCode { get; }

    internal string? EnhancedCode { get; }

    /// <summary>The reply in one line, fit for a terminal.</summary>
    internal string Text { get; }

    internal RefusalCause Cause { get; }

    internal string? RefusedAddress { get; }

    /// <summary>The ids of the lists that are named; the zone of one that is not in the catalogue.</summary>
    internal IReadOnlyList<string> Blocklists { get; }

    internal string? CaseId { get; }

    internal string? Url { get; }

    internal string? Mail { get; }

    internal string? Evidence { get; }

    internal bool IsPermanent { get; }

    /// <param name="found">The refusal.</param>
    /// <param name="provider">Whose host refuses; null where that is not known.</param>
    /// <param name="matcher">Finds the signature.</param>
    /// <param name="signatures">Whose lists are known.</param>
    internal static ReplyMeaning Of(FoundRefusal found, string? provider, SignatureMatcher matcher, SignatureCatalog signatures)
    {
        SmtpReplyText reply = ReplyOf(found);
        SignatureMatch? match = matcher.Find(reply, provider);
        return new ReplyMeaning(reply, match, NamedLists.Of(match, reply.OwnWords, signatures), found.RemoteAddress, found.Recipient);
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

    private static string? AddressOf(RefusalCause cause, SignatureMatch? match, SmtpReplyText reply, string? remoteAddress)
    {
        if (match?.Part("address") is string taken)
        {
            return IpAddressText.TryParse(taken, out IPAddress? address) ? address.ToString() : null;
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
}
