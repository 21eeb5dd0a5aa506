using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Cases;

namespace DelistTools.Drafting;

/// <summary>Writes texts for operators out of what is known, and of nothing else.</summary>
internal sealed class DraftWriter
{
    /// <summary>A form that asks for one of these has room for a text; another one takes an address and little more.</summary>
    private static readonly HashSet<string> Told = new(StringComparer.Ordinal)
    {
        LetterPlaces.Cause, LetterPlaces.Remedy, LetterPlaces.Story, "reply",
    };

    private readonly LetterCatalog _letters;
    private readonly ProviderCatalog _providers;
    private readonly DraftChoice _choice;

    internal DraftWriter(LetterCatalog letters, ProviderCatalog providers)
    {
        _letters = letters;
        _providers = providers;
        _choice = new DraftChoice(providers);
    }

    /// <summary>The text for a step of a case or a route; or why there is none.</summary>
    internal (DelistingDraft? Draft, Problem? Problem) Write(DraftSubject subject, DraftOptions options)
    {
        (DraftStep? chosen, Problem? problem) = _choice.Find(subject, options.Step);
        if (problem is not null)
        {
            return (null, problem);
        }

        DelistingStep step = chosen!.Step;
        DraftFacts facts = new(_letters, _providers, subject, step, options);
        return facts.Unknown is { } unknown
            ? (null, new Problem("DraftValueUnknown", unknown, unknown, string.Join(", ", _letters.Facts.Select(f => f.Place).Concat(step.Fields.Select(f => f.Name)))))
            : (Write(subject, chosen, facts, options), null);
    }

    private DelistingDraft Write(DraftSubject subject, DraftStep chosen, DraftFacts facts, DraftOptions options)
    {
        DelistingStep step = chosen.Step;
        DraftKind kind = DraftChoice.KindOf(subject, step);
        Letter letter = _letters.Find(_choice.LetterOf(subject, step), step.For, options.Language);
        bool isForm = kind == DraftKind.Form;
        LetterText text = new(_letters, facts, letter.Language, Asked(step), isForm ? null : Others(step, facts));
        string subjectLine = text.WriteSubject(letter.Subject);
        IReadOnlyList<StepField> fields = step.Fields.Select(f => Field(f, letter, text, facts, subjectLine)).ToList().AsReadOnly();
        bool isShort = isForm && step.Fields.Count > 0 && !Asked(step).Any(Told.Contains);
        string? saved = options.IsFresh || !IsOwnText(subject, chosen) ? null : subject.SavedText;
        string body = saved ?? (isShort ? string.Join("\n", fields.Select(f => f.Name + ": " + (f.Value ?? "<" + (f.Hint ?? f.Name) + ">"))) : text.Write(letter.Parts));
        List<LetterFact> missing = saved is null ? text.Missing.ToList() : DraftPlaceholders.FactsIn(_letters, saved).ToList();
        return new DelistingDraft
        {
            CaseId = subject.Case?.Id,
            For = step.For,
            Targets = facts.Targets,
            Step = chosen.Order,
            Title = step.Title,
            Kind = kind,
            Url = step.Url,
            MailTo = step.MailTo,
            Subject = subjectLine,
            Body = body,
            Fields = fields,
            Missing = Missing(missing, fields, isForm, letter.Language),
            NotClaimed = facts.Claims.NotClaimed.AsReadOnly(),
            Warnings = Warnings(subject, chosen, kind, letter, facts, options),
            Language = letter.Language,
            IsEdited = saved is not null,
            Letter = letter.Id,
        };
    }

    /// <summary>The user's text is for the step that came next when it was saved, and for nobody else.</summary>
    private static bool IsOwnText(DraftSubject subject, DraftStep chosen) => subject.SavedText is not null
        && (subject.SavedFor ?? CaseProgress.NextText(subject.Case!.Steps, subject.Case))?.Order == chosen.Order;

    private IEnumerable<string> Asked(DelistingStep step) =>
        step.Fields.Select(f => _letters.FindFactOfField(f.Name)?.Place).OfType<string>();

    /// <summary>What the operator asks for by a name that no fact has, as far as the user gave it.</summary>
    private string? Others(DelistingStep step, DraftFacts facts)
    {
        List<string> lines = step.Fields.Where(f => _letters.FindFactOfField(f.Name) is null && facts.Given(f.Name) is not null)
            .Select(f => f.Name + ": " + facts.Given(f.Name)).ToList();
        return lines.Count == 0 ? null : string.Join("\n", lines);
    }

    private StepField Field(StepField field, Letter letter, LetterText text, DraftFacts facts, string subject)
    {
        LetterField? own = letter.Fields.FirstOrDefault(f => string.Equals(f.Name, field.Name, StringComparison.OrdinalIgnoreCase));
        LetterFact? fact = _letters.FindFactOfField(field.Name);
        string? value = facts.Given(field.Name)
            ?? (own is null ? null : text.WriteExactly(own.Value, subject))
            ?? (fact is null ? null : facts.Find(fact.Place))
            ?? field.Value;
        return new StepField(field.Name, value, field.Hint);
    }

    private IReadOnlyList<MissingFact> Missing(IReadOnlyList<LetterFact> inText, IReadOnlyList<StepField> fields, bool isForm, string language)
    {
        List<MissingFact> missing = inText.Select(f => new MissingFact(f.Place, f.Placeholder(language), f.How)).ToList();
        foreach (StepField field in fields.Where(f => f.Value is null))
        {
            LetterFact? fact = _letters.FindFactOfField(field.Name);
            if (fact is null)
            {
                missing.Add(new MissingFact(field.Name, "", field.Hint ?? "Only you know"));
            }
            else if (isForm && missing.All(m => m.Name != fact.Place))
            {
                missing.Add(new MissingFact(fact.Place, fact.Placeholder(language), fact.How));
            }
        }

        return missing.AsReadOnly();
    }

    private IReadOnlyList<string> Warnings(DraftSubject subject, DraftStep chosen, DraftKind kind, Letter letter, DraftFacts facts, DraftOptions options)
    {
        List<string> warnings = facts.Claims.Warnings.ToList();
        DelistingStep step = chosen.Step;
        List<DraftStep> before = subject.Case is null ? new() : subject.Steps.Where(s => s.Order < chosen.Order && s.IsOpen).ToList();
        if (before.Count > 0)
        {
            warnings.Add("Still to be done before it: " + string.Join("; ", before.Select(s => s.Order + ". " + s.Step.Title)) + ".");
        }

        if (!options.IsFresh && subject.SavedText is not null && !IsOwnText(subject, chosen))
        {
            warnings.Add("The text that you saved in the case is for another step" + (subject.SavedFor is { } other ? ", " + CaseProgress.Described(other) : "")
                + ", so it is not used here.");
        }

        if (_choice.IsUnseen(subject, step))
        {
            warnings.Add("Whether " + step.For + " has an entry was not found out. Look first; without one there is nothing to ask for.");
        }

        if (letter.Language != options.Language)
        {
            warnings.Add("There is no such letter in the language '" + options.Language + "', so it is in '" + letter.Language + "'.");
        }

        if (facts.IsReplyCut)
        {
            warnings.Add("The reply is longer than anybody reads, and was cut off. Attach it whole.");
        }

        if (kind != DraftKind.Form && step.MailTo is null)
        {
            warnings.Add(kind == DraftKind.Reply
                ? "It is an answer: send it as a reply to the operator's own mail, with -MailTo and -InReplyTo."
                : "To whom it goes is not known." + (step.Url is null ? "" : " " + step.Url + " tells.") + " Name the address with -MailTo when you send it.");
        }

        return warnings.AsReadOnly();
    }
}
