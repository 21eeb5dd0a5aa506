using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Mail;

namespace DelistTools.Replies;

/// <summary>Says of operators' answers what they mean.</summary>
internal sealed class ReplyDiagnosis
{
    private const int LongestEvidence = 300;

    private readonly ReplyCatalog _replies;
    private readonly ReplyMatcher _matcher;
    private readonly Lazy<SignatureCatalog> _names;
    private readonly IClock _clock;

    /// <param name="replies">The answers that are known.</param>
    /// <param name="names">By what names lists are called; asked for only where an answer names one.</param>
    /// <param name="clock">When a message without a date was written.</param>
    internal ReplyDiagnosis(ReplyCatalog replies, Func<SignatureCatalog> names, IClock? clock = null)
    {
        _replies = replies;
        _names = new Lazy<SignatureCatalog>(names);
        _matcher = new ReplyMatcher(replies, words => ListNamed(words, out _));
        _clock = clock ?? SystemClock.Instance;
    }

    /// <summary>What a message means; where it says nothing itself, what the first message attached to it means that says something.</summary>
    internal DelistingReply Of(MailContent content, string? path = null)
    {
        DelistingReply reply = Of(ReplyMail.Of(content), path);
        return reply.Verdict != ReplyVerdict.Unknown ? reply
            : content.Attached.Select(a => Of(ReplyMail.Of(a), path)).FirstOrDefault(r => r.Verdict != ReplyVerdict.Unknown) ?? reply;
    }

    /// <summary>What a text without a header means.</summary>
    internal DelistingReply Of(string text, string? path = null) => Of(ReplyMail.Of(text), path);

    private DelistingReply Of(ReplyMail mail, string? path)
    {
        ReplyOperator? known = OperatorSigns.Of(mail, _replies.Operators);
        bool isTicketed = known is not null && TicketNumber.In(new[] { known }, mail.Subject, mail.Sentences) is not null;
        OtherMail? other = OtherMail.Of(mail, isTicketed);
        IReadOnlyList<ReplyMatch> matches = other is null ? _matcher.Find(mail, known) : Array.Empty<ReplyMatch>();
        ReplySignature? signature = matches.Count > 0 ? matches[0].Signature : null;
        other ??= signature is null ? OtherMail.Strange : null;

        // What is said of nobody's mail in particular is said by whose mail it is.
        string? operatorId = signature?.Operator ?? known?.Id;
        ReplyOperator? answering = _replies.Operators.FirstOrDefault(o => o.Id == operatorId) ?? known;
        IReadOnlyList<string> addresses = other == OtherMail.Bounce ? Array.Empty<string>() : Addresses(mail);
        WaitPeriod? wait = signature?.Wait is null ? null
            : StatedTime.In(matches[0].Sentences) ?? StatedTime.In(mail.Sentences) ?? (signature.Operator is null ? answering?.UsualTime : null) ?? signature.Wait;
        return new DelistingReply
        {
            Operator = operatorId,
            Ticket = signature is null && known is null ? null : TicketNumber.In(new[] { answering, known, _replies.Anybody }.OfType<ReplyOperator>(), mail.Subject, mail.Sentences),
            Verdict = signature?.Verdict ?? ReplyVerdict.Unknown,
            Blocklist = signature is null ? null : signature.Blocklist ?? Named(matches[0]) ?? answering?.Blocklist ?? ListOf(operatorId),
            Addresses = addresses,
            Results = ReplyResults.Of(mail, addresses, matches),
            Meaning = signature?.Meaning ?? other!.Meaning,
            NextStep = signature?.NextStep ?? other!.NextStep,
            Wait = wait?.ToString(),
            WaitUntil = wait?.After(mail.Date?.UtcDateTime ?? _clock.UtcNow),
            IsAutomatic = signature?.IsAutomatic == true || MailboxSigns.IsAutomatic(mail),
            ReplyIsRead = signature?.ReplyIsRead ?? MailboxSigns.IsRead(mail),
            From = NetworkText.CleanOrNull(mail.From),
            Subject = NetworkText.CleanOrNull(mail.Subject),
            Date = mail.Date?.UtcDateTime,
            Evidence = signature is null ? other!.Evidence : Evidence(matches[0]),
            RuleId = signature?.Id,
            RuleConfidence = signature?.Confidence,
            RuleVerifiedOn = signature?.VerifiedOn,
            SourcePath = path,
        };
    }

    /// <summary>Those of the text, or else those of the subject.</summary>
    private static IReadOnlyList<string> Addresses(ReplyMail mail)
    {
        IReadOnlyList<string> named = NamedAddresses.In(mail.Text);
        return named.Count > 0 ? named : NamedAddresses.In(mail.Subject ?? "");
    }

    private static string Evidence(ReplyMatch match)
    {
        string clean = NetworkText.Clean(match.Sentences[0]);
        return clean.Length > LongestEvidence ? clean.Substring(0, LongestEvidence).TrimEnd() + "..." : clean;
    }

    /// <summary>The list that the sentence names which decided.</summary>
    private string? Named(ReplyMatch match) => match.Part("list") is string words
        ? ListNamed(words, out string? zone)?.Id ?? zone
        : null;

    private Blocklist? ListNamed(string words, out string? zone) => _names.Value.FindNamed(words, out zone) ?? _names.Value.FindNameIn(words);

    /// <summary>The operator of one list speaks of that list.</summary>
    private string? ListOf(string? operatorId) => operatorId is not null && _replies.Lists.Find(operatorId) is Blocklist list ? list.Id : null;
}
