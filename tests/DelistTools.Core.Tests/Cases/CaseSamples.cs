using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Cases;

namespace DelistTools.Core.Tests.Cases;

/// <summary>Cases and answers for tests of what they do to one another.</summary>
internal static class CaseSamples
{
    /// <summary>A Friday morning.</summary>
    internal static readonly DateTime Friday = new(2026, 11, 27, 9, 30, 0, DateTimeKind.Utc);

    internal const string ModelReply = "550 OU-002 (COL004-MC3F9) Unfortunately, messages from 203.0.113.25 weren't sent.";

    internal static readonly CaseWays Ways = new(() => ShippedProviders.Current);

    /// <summary>The model case: Microsoft refuses, and is known to follow Symantec.</summary>
    internal static DelistingCase Microsoft(int id = 1, string target = "203.0.113.25") => Of(
        CaseOpening.Of(Routes.Plan(
            ShippedProviders.Current,
            Routes.Refused(ShippedProviders.Current, Routes.Refusal(RefusalCause.AddressBlocked, "microsoft-consumer", rule: "outlook-ou-002"), target))).Single(),
        id);

    /// <summary>A case by hand: kinds of steps at one operator.</summary>
    internal static DelistingCase Made(params StepKind[] kinds) => Of(new NewCase
    {
        Target = "203.0.113.25",
        For = "lab",
        Name = "Lab",
        Route = new DelistingRoute
        {
            Target = "203.0.113.25",
            Findings = [new RouteFinding { For = "lab", Operator = "Lab" }],
            Steps = [.. kinds.Select((k, i) => new DelistingStep { Order = i + 1, Kind = k, For = k == StepKind.Fix ? null : "lab", Title = k + " " + (i + 1) })],
        },
    });

    internal static DelistingCase Of(NewCase opened, int id = 1)
    {
        DelistingCase made = opened.At(Friday);
        return new DelistingCase(new Lazy<DelistingRoute>(() => opened.Route))
        {
            Id = id, Key = made.Key, Target = made.Target, For = made.For, Name = made.Name, State = made.State,
            OpenedAt = made.OpenedAt, ChangedAt = made.ChangedAt, Steps = made.Steps, Events = made.Events,
        };
    }

    /// <summary>The case after some moves, the last of them at that time.</summary>
    internal static DelistingCase After(this DelistingCase before, DateTime at, params Action<CaseEdit>[] moves)
    {
        foreach (Action<CaseEdit> move in moves)
        {
            CaseEdit edit = new(before, at);
            move(edit);
            before = edit.After();
        }

        return before;
    }

    internal static DelistingCase Answered(this DelistingCase before, DelistingReply reply, DateTime? at = null) =>
        before.After(at ?? Friday, edit => new ReplyProgress(Ways).Apply(edit, reply));

    internal static DelistingReply Reply(
        ReplyVerdict verdict, string? by = null, string? ticket = null, string? list = null, DateTime? until = null, params string[] addresses) => new()
        {
            Operator = by,
            Verdict = verdict,
            Ticket = ticket,
            Blocklist = list,
            WaitUntil = until,
            Addresses = addresses,
            Meaning = "What it means.",
            NextStep = "What to do now.",
            Evidence = "Its words.",
        };

    internal static IEnumerable<string> Shown(this DelistingCase one) => one.Steps.Select(s => s.Order + " " + s.Title + " " + s.Progress);

    internal static IEnumerable<CaseEventKind> Kinds(this DelistingCase one) => one.Events.Select(e => e.Kind);
}
