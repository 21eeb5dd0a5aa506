using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Cases;

namespace DelistTools.Drafting;

/// <summary>Chooses the step that a text is for, what the text is about, and how it goes.</summary>
internal sealed class DraftChoice
{
    private readonly ProviderCatalog _providers;

    internal DraftChoice(ProviderCatalog providers)
    {
        _providers = providers;
    }

    /// <summary>The step of that number, or the next one that asks for a text; or why there is none.</summary>
    /// <param name="subject">The case or route.</param>
    /// <param name="order">Null: the next one.</param>
    internal (DraftStep? Step, Problem? Problem) Find(DraftSubject subject, int? order)
    {
        if (order is null)
        {
            IReadOnlyCollection<string> found = subject.Case is null ? subject.Route.Findings.Select(f => f.For).ToList() : CaseProgress.FoundIn(subject.Case);
            DraftStep? next = NextRequest.Of(
                subject.Steps, s => s.Step, s => s.IsOpen && s.Step.State != StepState.NotNeeded, s => AsksForText(subject, s.Step), found);
            return next is not null ? (next, null) : (null, new Problem("DraftNothingToWrite", Source(subject), subject.Named));
        }

        DraftStep? named = subject.Steps.FirstOrDefault(s => s.Order == order);
        return named is null ? (null, new Problem("DraftStepNotFound", Source(subject), subject.Named, order.Value, subject.Steps.Count))
            : AsksForText(subject, named.Step) ? (named, null)
            : (null, new Problem("DraftStepWithoutText", Source(subject), subject.Named, order.Value, named.Step.Title));
    }

    /// <summary>What the text for a step is about, as the step says, or as its kind and the operator make likely.</summary>
    internal LetterKind LetterOf(DraftSubject subject, DelistingStep step) => step.Letter switch
    {
        LetterKind.RangeOwner when IsUnseen(subject, step) => LetterKind.RangeQuestion,
        LetterKind.ListRemoval => RemovalFrom(step),
        not null => step.Letter.Value,
        null => step.Kind switch
        {
            StepKind.Reply => subject.LastVerdict(step) == ReplyVerdict.MoreInformationNeeded ? LetterKind.Information : LetterKind.Review,
            StepKind.Escalate => LetterKind.Escalation,
            _ => step.For is null ? LetterKind.Recipient : RemovalFrom(step),
        },
    };

    /// <summary>It is about a list on which nobody has found an entry.</summary>
    internal bool IsUnseen(DraftSubject subject, DelistingStep step) => step.For is not null && _providers.Lists.Find(step.For) is not null
        && step.State != StepState.Needed && subject.Route.Findings.All(f => f.For != step.For);

    /// <summary>Whatever has a page goes by its form, unless the step is a mail; then the page tells to whom.</summary>
    internal static DraftKind KindOf(DraftSubject subject, DelistingStep step) => step.Kind switch
    {
        StepKind.Reply => DraftKind.Reply,
        StepKind.Form => step.Url is not null || step.MailTo is null ? DraftKind.Form : DraftKind.Mail,
        StepKind.Escalate when step.MailTo is null => step.Url is not null ? DraftKind.Form : subject.LastVerdict(step) is not null ? DraftKind.Reply : DraftKind.Mail,
        _ => DraftKind.Mail,
    };

    private bool AsksForText(DraftSubject subject, DelistingStep step) => CaseProgress.IsRequest(step.Kind) && LetterOf(subject, step) != LetterKind.None;

    /// <summary>A list that holds both is asked for a domain's removal where a domain is what it has.</summary>
    private LetterKind RemovalFrom(DelistingStep step)
    {
        if (step.For is null || _providers.Lists.Find(step.For) is not { } list)
        {
            return LetterKind.ProviderBlock;
        }

        bool isDomain = list.Kind == BlocklistKind.Domain
            || ((list.Kind & BlocklistKind.Domain) != 0 && step.Targets.Count > 0 && step.Targets.All(t => !IpAddressText.TryParse(t, out _)));
        return isDomain ? LetterKind.DomainRemoval : LetterKind.ListRemoval;
    }

    private static object Source(DraftSubject subject) => (object?)subject.Case ?? subject.Route;
}
