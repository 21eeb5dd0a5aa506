using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>Reads steps, whose texts hold places such as <c>{address}</c> that a finding fills.</summary>
internal static class TemplateReader
{
    private static readonly string[] WebAddresses = { "lookupUrl", "postmasterUrl", "removalUrl", "replyUrl" };

    private static readonly string[] MailAddresses = { "recipient", "removalAddress", "replyMail" };

    /// <summary>The field <c>steps</c>; empty where there is none.</summary>
    internal static IReadOnlyList<StepTemplate> Steps(EntryReader entry) => entry.Objects("steps").Select(step =>
    {
        StepTemplate template = Step(step, step.RequiredChoice<StepKind>("kind"));
        step.RejectUnknownFields();
        return template;
    }).ToList().AsReadOnly();

    /// <summary>One step, without looking for fields that do not belong to it.</summary>
    internal static StepTemplate Step(EntryReader step, StepKind kind)
    {
        StepTemplate template = new()
        {
            Kind = kind,
            Title = RequiredText(step, "title"),
            Instruction = RequiredText(step, "instruction"),
            Why = Text(step, "why"),
            Url = Link(step, "url"),
            MailTo = Mail(step),
            Fields = step.Objects("fields").Select(Field).ToList().AsReadOnly(),
            Letter = step.Choice<LetterKind>("letter"),
            Expect = Text(step, "expect"),
            Answers = Answers(step),
            Wait = Text(step, "wait"),
            WaitPeriod = Period(step, "waitPeriod"),
            IfLate = Text(step, "ifLate"),
            Escalation = Text(step, "escalate"),
            When = step.TextList("when"),
        };
        bool goes = template.Kind is StepKind.Check or StepKind.CheckUpstream or StepKind.Form or StepKind.Mail;
        return !goes || template.Url is not null || template.MailTo is not null || template.Why is not null
            ? template
            : throw step.Error("url", "expected a url or a mail address to go to, or a why that tells the reason for there being none.");
    }

    internal static string RequiredText(EntryReader entry, string field) =>
        Text(entry, field) ?? throw entry.Error(field, "expected some text, found nothing.");

    internal static string? Text(EntryReader entry, string field)
    {
        string? text = entry.Text(field);
        if (text is null)
        {
            return null;
        }

        if (Places.Unknown(text) is { } unknown)
        {
            throw entry.Error(field, "expected only the places " + string.Join(", ", Places.Names) + " in braces, found {" + unknown + "}.");
        }

        return Places.Fill(text, _ => null).Trim().Length > 0
            ? text
            : throw entry.Error(field, "expected words beside a place that may stay empty, found '" + text + "'.");
    }

    /// <summary>Web addresses, with places in them, and alternatives after a bar: the first that can be filled is taken.</summary>
    internal static string? Link(EntryReader entry, string field)
    {
        string? text = Text(entry, field);
        if (text is not null)
        {
            foreach (string alternative in text.Split('|'))
            {
                if (!EntryReader.IsWebAddress(Places.Sample(alternative, WebAddresses, "https://x.example/")))
                {
                    throw entry.Error(field, "expected a web address, or one of the places {" + string.Join("}, {", WebAddresses) + "}, found '" + alternative + "'.");
                }
            }
        }

        return text;
    }

    /// <summary>Mail addresses, with places and alternatives as in links.</summary>
    private static string? Mail(EntryReader entry)
    {
        string? text = Text(entry, "mail");
        string? wrong = text?.Split('|').FirstOrDefault(a => !MailAddressText.IsAddress(Places.Sample(a, MailAddresses, "x@x.example")));
        return wrong is null
            ? text
            : throw entry.Error("mail", "expected a mail address, or one of the places {" + string.Join("}, {", MailAddresses) + "}, found '" + wrong + "'.");
    }

    private static WaitPeriod? Period(EntryReader step, string field)
    {
        string? text = step.Text(field);
        if (text is null)
        {
            return null;
        }

        return WaitPeriod.TryParse(text, out WaitPeriod period) && period.Count > 0
            ? period
            : throw step.Error(field, "expected a time such as '24 hours', '2 days' or '5 working days', found '" + text + "'.");
    }

    private static FieldTemplate Field(EntryReader field)
    {
        FieldTemplate result = new(field.RequiredText("name"), Text(field, "value"), field.Text("hint"), field.Text("forDomains"));
        field.RejectUnknownFields();
        return result.Value is null && result.Hint is null
            ? throw field.Error("value", "expected a value, or a hint of what belongs there.")
            : result;
    }

    private static IReadOnlyList<ExpectedAnswer> Answers(EntryReader step)
    {
        List<ExpectedAnswer> answers = new();
        foreach (EntryReader answer in step.Objects("answers"))
        {
            answers.Add(new ExpectedAnswer(answer.RequiredText("says"), answer.RequiredText("means")));
            answer.RejectUnknownFields();
        }

        return answers.AsReadOnly();
    }
}
