using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.Catalog;

namespace DelistTools.Replies;

/// <summary>
/// Finds the signatures that a message has, and puts first the one that decides: any that says more than that the request
/// arrived; of these, known texts before wordings; of these, what needs most to be done about; of these, what is known of the
/// operator before what holds for all; then more literal text; then by id.
/// </summary>
internal sealed class ReplyMatcher
{
    /// <summary>What has to be spoken of before a wording that many use means anything: people write "has been removed" of everything.</summary>
    private static readonly BoundedRegex Matter = new(
        @"\b(?:de-?list\w*|(?:ip|e-?mail|sender|mail|your|our|the|spam) (?:black|block|deny)[- ]?list\w*|blacklist\w*|dnsbl|rbl|blocklist\w*|reverse[- ]dns|rdns|ptr|reputation|reputations\w*|mail ?servers?|smtp|postmaster|deliverability|netblocks?|subnets?|mitigat\w*|mail (?:is|are|was|being) (?:blocked|rejected)|(?:unblock|removal|delisting) requests?|listing removal|entsperr\w*|sperrliste\w*|blackliste\w*|liste (?:noire|de blocage)|d\u00e9blo\w*|d\u00e9list\w*)\b");

    /// <summary>What is enough where the wording itself says that an entry is gone, or stays.</summary>
    private static readonly BoundedRegex Address = new(@"\b(?:ips?|ip[- ]?(?:addresses|address|adressen?|range)|adresses? ip)\b");

    /// <summary>With an address, what makes a receipt or a question one about a block.</summary>
    private static readonly BoundedRegex Blocked = new(
        @"\b(?:block\w*|unblock\w*|reject\w*|bounce\w*|refus\w*|removal|(?:ent|ge)?sperr\w*|fehlermeldung|bloqu\w*|bloca\w*|d\u00e9bloca\w*|rejet\w*|message d'erreur)\b");

    /// <summary>What mail about sign-ins and mailboxes, which asks to open links too, does not speak of.</summary>
    private static readonly BoundedRegex Request = new(
        @"\b(?:de-?list\w*|un-?block(?:ing)?|(?:removal|unblock\w*) (?:requests?|of)|(?:black|block)[- ]?list\w*|dnsbl|rbl|entsperr\w*|freischalt\w*|(?:sperr|black)liste\w*|d\u00e9blo\w*|liste (?:noire|de blocage))\b");

    /// <summary>What needs most to be done about comes first.</summary>
    private static readonly ReplyVerdict[] ByConsequence =
    {
        ReplyVerdict.BlockedByUpstream, ReplyVerdict.NotQualified, ReplyVerdict.MoreInformationNeeded, ReplyVerdict.Resubmit, ReplyVerdict.Refused,
        ReplyVerdict.NothingDetected, ReplyVerdict.ConditionallyMitigated, ReplyVerdict.Mitigated, ReplyVerdict.Received, ReplyVerdict.Unknown,
    };

    private readonly ReplyCatalog _replies;
    private readonly Func<string, Blocklist?> _named;

    /// <param name="replies">The answers that are known.</param>
    /// <param name="named">The list that words name; null where they name none that is known.</param>
    internal ReplyMatcher(ReplyCatalog replies, Func<string, Blocklist?> named)
    {
        _replies = replies;
        _named = named;
    }

    /// <summary>The signatures that the message has, the one that decides first.</summary>
    /// <param name="mail">The message.</param>
    /// <param name="known">The operator whose mail it is; null where that is not known.</param>
    internal IReadOnlyList<ReplyMatch> Find(ReplyMail mail, ReplyOperator? known)
    {
        bool isOnTopic = known is not null || Matter.IsMatch(mail.Words) || Matter.IsMatch(mail.Subject ?? "");
        bool isOfAddress = isOnTopic || Address.IsMatch(mail.Words) || NamedAddresses.In(mail.Words).Count > 0;
        isOnTopic |= isOfAddress && Blocked.IsMatch(mail.Words);
        bool isOfRequest = known is not null || Request.IsMatch(mail.Words) || Request.IsMatch(mail.Subject ?? "");
        bool isAnswer = known is not null || mail.IsAnswer || TicketNumber.In(new[] { _replies.Anybody }, mail.Subject, mail.Sentences) is not null;

        // Advertisements and other people's mail tell of addresses too, though of none in particular.
        Lazy<IReadOnlyList<string>> ofAddresses = new(() => mail.Sentences.Where(s => NamedAddresses.In(s).Count > 0).ToList());
        List<ReplyMatch> found = new();
        foreach (ReplySignature signature in _replies.Signatures)
        {
            bool could = signature.Operator is null ? (IsOfAnything(signature.Verdict) ? isOnTopic : isOfAddress) : !signature.IsOperatorOnly || signature.Operator == known?.Id;
            could &= !signature.IsRequestNamed || isOfRequest;
            IReadOnlyList<string> sentences = isAnswer || signature.Operator is not null || IsOfAnything(signature.Verdict) ? mail.Sentences : ofAddresses.Value;
            if (could && signature.HasWords(mail.Words) && Match(signature, sentences) is ReplyMatch match && !IsOfItself(match, known) && !IsOfSeveral(match, mail, known))
            {
                found.Add(match);
            }
        }

        HashSet<string> overridden = new(found.SelectMany(f => f.Signature.Overrides), StringComparer.Ordinal);
        List<ReplyMatch> left = found.Where(f => !overridden.Contains(f.Signature.Id)).ToList();

        // Where each of them overrides another in turn, none is known better than the rest.
        return (left.Count > 0 ? left : found)
            .OrderBy(f => f.Signature.Verdict == ReplyVerdict.Received ? 1 : 0)
            .ThenByDescending(f => Rank(f.Signature, known?.Id))
            .ThenBy(f => Consequence(f.Signature.Verdict))
            .ThenByDescending(f => f.Signature.Operator is null ? 0 : 1)
            .ThenByDescending(f => f.Signature.LiteralLength)
            .ThenBy(f => f.Signature.Id, StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>Shops and hosting companies send receipts, and ask for confirmations, of servers with addresses too.</summary>
    private static bool IsOfAnything(ReplyVerdict verdict) =>
        verdict is ReplyVerdict.Received or ReplyVerdict.MoreInformationNeeded or ReplyVerdict.Resubmit;

    /// <summary>The less, the more has to be done about it.</summary>
    internal static int Consequence(ReplyVerdict verdict) => Array.IndexOf(ByConsequence, verdict);

    /// <summary>A text that is known goes before wordings, unless the mail is somebody else's.</summary>
    private static int Rank(ReplySignature signature, string? known) =>
        signature.Operator is null || signature.IsOperatorOnly ? 1
        : known is null || signature.Operator == known ? 2
        : 0;

    /// <summary>Who says that a list has an address is the list itself, or follows it.</summary>
    private static bool IsOfItself(ReplyMatch match, ReplyOperator? known) =>
        match.Signature.Verdict == ReplyVerdict.BlockedByUpstream && known is not null && match.Part("list") is string list
        && (known.Id.StartsWith(list.Split(' ', '.', '-')[0], StringComparison.OrdinalIgnoreCase)
            || known.Names.Concat(known.Senders).Any(n => n.IndexOf(list, StringComparison.OrdinalIgnoreCase) >= 0));

    /// <summary>Where nobody known speaks of several lists, it is not said which of them is followed.</summary>
    private bool IsOfSeveral(ReplyMatch match, ReplyMail mail, ReplyOperator? known) =>
        match.Signature.Verdict == ReplyVerdict.BlockedByUpstream && match.Signature.Operator is null && known is null
        && _replies.Operators.Where(o => o.Blocklist is not null || _replies.Lists.Find(o.Id) is not null)
            .Count(o => o.Names.Any(n => mail.Words.IndexOf(n, StringComparison.OrdinalIgnoreCase) >= 0)) > 1;

    private ReplyMatch? Match(ReplySignature signature, IReadOnlyList<string> sentences)
    {
        if (signature.Pattern is null)
        {
            string longest = signature.Fragments.OrderByDescending(f => f.Length).First();
            string evidence = sentences.FirstOrDefault(s => s.IndexOf(longest, StringComparison.OrdinalIgnoreCase) >= 0) ?? longest;
            return new ReplyMatch(signature, new[] { evidence }, null);
        }

        Match? first = null;
        List<string> found = new();
        foreach (string sentence in sentences)
        {
            if (signature.Pattern.Find(sentence) is Match match && (signature.IsConditional || !Sentences.IsSupposed(sentence, match.Index))
                && Means(signature.Verdict, sentence, match))
            {
                first ??= match;
                found.Add(sentence);
            }
        }

        return first is null ? null : new ReplyMatch(signature, found, first);
    }

    /// <summary>An entry that was gone is not gone now; a question where an address is listed tells nothing, nor does a list that no longer answers.</summary>
    private bool Means(ReplyVerdict verdict, string sentence, Match match) => verdict switch
    {
        ReplyVerdict.Mitigated or ReplyVerdict.ConditionallyMitigated => !TakenBack.In(sentence, match),
        ReplyVerdict.BlockedByUpstream => !sentence.EndsWith("?", StringComparison.Ordinal)
            && !(match.Groups["list"] is { Success: true } list && _named(list.Value.Trim())?.Status == BlocklistStatus.Dead),
        _ => true,
    };
}
