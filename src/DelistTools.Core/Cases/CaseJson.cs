using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.State;

namespace DelistTools.Cases;

/// <summary>A case as one line of JSON, with its route, its steps and its history.</summary>
internal static class CaseJson
{
    private const int Format = 1;

    internal static string Write(DelistingCase one)
    {
        JsonText json = new();
        return json.Object(() =>
        {
            json.Number("delistingCase", Format);
            json.Text("key", one.Key.ToString("D"));
            json.Number("id", one.Id);
            json.Text("target", one.Target);
            json.Text("for", one.For);
            json.Text("name", one.Name);
            json.Choice("state", one.State);
            json.Time("openedAt", one.OpenedAt);
            json.Time("changedAt", one.ChangedAt);
            json.Time("closedAt", one.ClosedAt);
            json.Time("nextActionAt", one.NextActionAt);
            json.Texts("tickets", one.Tickets);
            json.Text("draft", one.Draft);
            json.Object("route", () => RouteJson.Write(json, one.Route));
            json.Objects("steps", one.Steps, step =>
            {
                json.Number("routeOrder", step.RouteOrder);
                json.Choice("progress", step.Progress);
                json.Time("endedAt", step.EndedAt);
                json.Object("step", () => RouteJson.Write(json, step.Step));
            });
            json.Objects("events", one.Events, happened =>
            {
                json.Time("at", happened.At);
                json.Choice("kind", happened.Kind);
                json.Text("text", happened.Text);
                json.Text("evidence", happened.Evidence);
                json.Text("replyId", happened.ReplyId);
                json.Time("replyDate", happened.ReplyDate);
            });
        }).ToString();
    }

    /// <exception cref="FormatException">The line holds no case.</exception>
    internal static DelistingCase Read(string line)
    {
        JsonFields fields = JsonFields.Parse(line);
        int format = fields.Number("delistingCase");
        if (format != Format)
        {
            throw new FormatException("field 'delistingCase': expected " + Format + ", found " + format + ", by another version of the module");
        }

        int order = 0;
        IReadOnlyList<CaseStep> steps = fields.Objects("steps", f => new CaseStep(
            ++order, RouteJson.ReadStep(f.Object("step")), f.Choice<StepProgress>("progress"), f.OptionalTime("endedAt"), f.OptionalNumber("routeOrder")));
        int number = 0;
        DelistingRoute route = RouteJson.Read(
            fields.Object("route"), steps.Where(s => s.RouteOrder is not null).OrderBy(s => s.RouteOrder).Select(s => s.Step).ToList().AsReadOnly());
        CaseState state = fields.Choice<CaseState>("state");
        DateTime changedAt = fields.Time("changedAt");
        return new DelistingCase(new Lazy<DelistingRoute>(() => route))
        {
            Key = Guid.TryParse(fields.Text("key"), out Guid key) ? key : throw new FormatException("field 'key': '" + fields.Text("key") + "' is no key of a case"),
            Id = Math.Max(0, fields.Number("id")),
            Target = fields.OptionalText("target"),
            For = fields.Text("for"),
            Name = fields.Text("name"),
            State = state,
            OpenedAt = fields.Time("openedAt"),
            ChangedAt = changedAt,
            ClosedAt = state is CaseState.Solved or CaseState.Abandoned ? fields.OptionalTime("closedAt") ?? changedAt : null,
            NextActionAt = fields.OptionalTime("nextActionAt"),
            Tickets = fields.Texts("tickets").All(t => t.Trim().Length > 0 && t.Length <= CaseProgress.LongestTicket)
                ? fields.Texts("tickets")
                : throw new FormatException("field 'tickets': one is empty, or longer than " + CaseProgress.LongestTicket + " characters"),
            Draft = fields.OptionalText("draft"),
            Steps = steps,
            Events = fields.Objects("events", f => new CaseEvent
            {
                Number = ++number,
                At = f.Time("at"),
                Kind = f.Choice<CaseEventKind>("kind"),
                Text = f.Text("text"),
                Evidence = f.OptionalText("evidence"),
                ReplyId = f.OptionalText("replyId"),
                ReplyDate = f.OptionalTime("replyDate"),
            }),
        };
    }
}
