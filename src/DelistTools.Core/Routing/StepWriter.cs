using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Routing;

/// <summary>Writes the steps of a station for the findings that led to it.</summary>
internal sealed class StepWriter
{
    private static readonly Dictionary<StepKind, string> Reasons = new()
    {
        [StepKind.Fix] = "It has to be in order before anybody is asked.",
        [StepKind.CheckUpstream] = "Whoever is followed comes before those who follow.",
        [StepKind.Check] = "What is known before one asks makes the request short.",
        [StepKind.Form] = "It is the way that is meant for requests.",
        [StepKind.Mail] = "It is the way that is known.",
        [StepKind.Wait] = "Nothing is gained by asking again before that.",
        [StepKind.Reply] = "The answer decides what comes next.",
        [StepKind.Escalate] = "It is what is left after a no.",
        [StepKind.Nothing] = "There is nobody to ask.",
    };

    private readonly UpstreamAnswers _answers;
    private readonly ReadinessAnswers _readiness;

    internal StepWriter(UpstreamAnswers answers, ReadinessAnswers readiness)
    {
        _answers = answers;
        _readiness = readiness;
    }

    /// <summary>The steps, numbered from <paramref name="order"/>, each with the ids of the findings that the station is there for.</summary>
    internal IEnumerable<DelistingStep> Write(Station station, int order, IReadOnlyList<string> serves)
    {
        StationValues values = new(station);
        (StepState state, string? reason) = StateOf(station);
        IEnumerable<StepTemplate> steps = station.Steps;
        if (station.Kind == StationKind.List && state == StepState.NotNeeded)
        {
            // The list was asked and does not have the target: that is all there is to say.
            steps = steps.Take(1);
        }

        return steps.Select((template, index) => Write(station, template, values, index == 0, order + index, state, reason, Records(station), serves));
    }

    /// <summary>What is to be published, where it was found to be missing.</summary>
    private string Records(Station station)
    {
        string records = station.Fix is null ? "" : string.Join("; ", ReadinessAnswers.Records(_readiness.Of(station.Fix, station.Targets)));
        return records.Length == 0 ? "" : " To publish: " + records;
    }

    private static DelistingStep Write(
        Station station,
        StepTemplate template,
        StationValues values,
        bool isFirst,
        int order,
        StepState state,
        string? reason,
        string records,
        IReadOnlyList<string> serves)
    {
        string why = values.Fill(template.Why ?? Reasons[template.Kind]);
        bool looks = template.Kind is StepKind.Check or StepKind.CheckUpstream;
        bool isOnlyIfListed = station is { Kind: StationKind.List, IsFound: false } && !(isFirst && looks) && state != StepState.Needed;
        return new DelistingStep
        {
            Order = order,
            Kind = looks && station is { Kind: StationKind.List, IsFound: false } ? StepKind.CheckUpstream : template.Kind,
            State = state,
            StateReason = reason,
            For = station.List?.Id ?? station.Provider?.Id,
            Targets = values.OpenTargets,
            Serves = serves,
            Title = values.Fill(template.Title),
            Instruction = (isOnlyIfListed ? "Only if it has an entry there. " : "") + values.Fill(template.Instruction) + records,
            Why = isFirst && station is { IsFound: false, Because: not null } ? WithCause(station.Because, template, why) : why,
            Url = values.FillLink(template.Url),
            MailTo = values.FillMailAddress(template.MailTo),
            Fields = template.Fields.Select(f => Field(f, values)).ToList().AsReadOnly(),
            Letter = template.Letter,
            Expect = values.FillOptional(template.Expect),
            Answers = template.Answers,
            TypicalWait = values.FillExactly(template.Wait),
            WaitPeriod = template.WaitPeriod,
            WaitUntil = template.Kind == StepKind.Wait ? GoneBy(station) : null,
            IfLate = values.FillOptional(template.IfLate),
            Escalation = values.FillOptional(template.Escalation),
            IsByEye = looks && station.List is { IsPrivate: true },
        };
    }

    /// <summary>Why the station is there says more than why steps of its kind are; what the catalogue says of this very step stays.</summary>
    private static string WithCause(string because, StepTemplate template, string why) => template.Why is null ? because : because.TrimEnd('.') + ". " + why;

    /// <summary>What the finding does not tell is named in general words, for the user to fill in.</summary>
    private static StepField Field(FieldTemplate field, StationValues values) => field.ForDomains is not null && values.AreDomains
        ? new(field.ForDomains, values.FillExactly(field.Value), values.FillOptional(field.Value))
        : new(field.Name, values.FillExactly(field.Value), field.Hint ?? values.FillOptional(field.Value));

    /// <summary>The last sighting is not known, so the time runs from when the entry was seen.</summary>
    private static DateTime? GoneBy(Station station)
    {
        DateTime? seen = station.Findings.Select(f => f.Check).Concat(station.Checks.Values).OfType<BlocklistCheck>()
            .Where(c => c.Verdict == ListingVerdict.Listed).Select(c => (DateTime?)c.CheckedAt).Max();
        return station.List?.ExpiresAfter is { } time && seen is not null ? seen.Value + time : null;
    }

    private (StepState State, string? Reason) StateOf(Station station)
    {
        if (station.Fix is not null && ReadinessAnswers.StateOf(_readiness.Of(station.Fix, station.Targets)) is { } looked)
        {
            return looked;
        }

        if (!_answers.WereAsked)
        {
            return (StepState.NotChecked, null);
        }

        return station.Kind switch
        {
            StationKind.Fix => (StepState.Unknown, "It was not looked at."),
            StationKind.List => StateOfList(station),
            StationKind.Plan => StateOfPlan(station),
            _ => station is { HasRefused: true, IsFound: true }
                ? (StepState.Needed, "The provider refused mail. Where a step before was the cure, this one falls away.")
                : (StepState.Unknown, "The provider's own list cannot be asked; what its servers say is the only sign."),
        };
    }

    private static (StepState State, string? Reason) StateOfPlan(Station station) => station switch
    {
        { HasRefused: false } => (StepState.Unknown, "No list can tell."),
        { IsFound: true } => (StepState.Needed, "Mail was refused because of it."),
        { Plan.Id: PlanIds.AfterList } => (StepState.Needed, "Mail was refused, and only new mail shows whether that is over."),
        _ => (StepState.Unknown, "Which lists these are is not known, so none was asked."),
    };

    private static (StepState State, string? Reason) StateOfList(Station station)
    {
        List<BlocklistCheck> checks = station.Targets.Where(station.Checks.ContainsKey).Select(t => station.Checks[t]).ToList();
        List<BlocklistCheck> listed = checks.Where(c => c.Verdict == ListingVerdict.Listed).ToList();
        if (listed.Count > 0)
        {
            return (StepState.Needed, listed[0].Target + " is listed: " + NetworkText.Shorten(listed[0].Reason ?? "")
                + Others("Listed as well", listed.Skip(1))
                + Others("Not found out", checks.Where(c => !c.IsAnswered))
                + Others("Without an entry", checks.Where(c => c.IsAnswered && c.Verdict != ListingVerdict.Listed)));
        }

        BlocklistCheck? open = checks.FirstOrDefault(c => !c.IsAnswered);
        if (open is not null)
        {
            return (StepState.Unknown, "It could not be found out: " + NetworkText.Shorten(open.Reason ?? "")
                + Others("Without an entry", checks.Where(c => c.IsAnswered)));
        }

        if (checks.Count > 0 && checks.Count == station.Targets.Count)
        {
            return (StepState.NotNeeded, "The list was asked, and has no entry.");
        }

        return (StepState.Unknown, station.List! switch
        {
            { Status: BlocklistStatus.Dead or BlocklistStatus.Merged } => "The list is closed, so it is not asked.",
            { IsPrivate: true } => "No question by DNS reaches it; a person has to look at the page.",
            { RequiresKey: true, HasKey: false } keyed => "It answers only with an account key: Set-BlocklistKey " + keyed.Id + ".",
            { } list when station.Targets.Count == 0 => list.HoldsAddresses()
                ? "No address that it could hold is known; give it with -Address."
                : "It holds no addresses, and which name is meant is not known.",
            _ => "It was not asked by itself.",
        });
    }

    private static string Others(string what, IEnumerable<BlocklistCheck> checks)
    {
        List<string> targets = checks.Select(c => c.Target).ToList();
        return targets.Count == 0 ? "" : " " + what + ": " + Targets.Joined(targets) + ".";
    }
}
