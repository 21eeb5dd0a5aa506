using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.State;

namespace DelistTools.Cases;

/// <summary>Cases as rows, within a transaction that somebody else has begun.</summary>
internal static class CaseRows
{
    private const string Columns = "SELECT id, key, target, operator, name, state, opened_at, changed_at, closed_at, next_action_at, draft, route FROM cases";

    // SQLite counts on from the highest number that there ever was, and a number that somebody types must not become one of
    // ten digits because a file said so.
    private const int HighestTaken = 1_000_000;
    private const int LongestLeap = 10_000;

    internal static DelistingCase? Find(StoreConnection connection, int id)
    {
        using StoreStatement row = connection.Query(Columns + " WHERE id = ?", id);
        return row.Read() ? Read(connection, row) : null;
    }

    internal static int? FindKey(StoreConnection connection, Guid key) =>
        (int?)connection.Number("SELECT id FROM cases WHERE key = ?", key.ToString("D"));

    internal static int? FindUnclosed(StoreConnection connection, string? target, string operatorId, string name, int beside = 0) => (int?)connection.Number(
        "SELECT min(id) FROM cases WHERE closed_at IS NULL AND target IS ? AND (operator = ? OR name = ?) AND id <> ?", target, operatorId, name, beside);

    internal static IEnumerable<DelistingCase> List(StoreConnection connection, CaseFilter filter)
    {
        List<string> conditions = new();
        List<object?> values = new();
        if (filter.Ids.Count > 0)
        {
            conditions.Add("id IN (" + string.Join(",", filter.Ids.Select(_ => "?")) + ")");
            values.AddRange(filter.Ids.Cast<object>());
        }

        if (filter.States.Count > 0)
        {
            conditions.Add("state IN (" + string.Join(",", filter.States.Select(_ => "?")) + ")");
            values.AddRange(filter.States.Cast<object>());
        }

        if (filter.IsUnclosed || filter.DueAt is not null)
        {
            conditions.Add("closed_at IS NULL");
        }

        if (filter.DueAt is not null)
        {
            conditions.Add("(next_action_at <= ? OR next_action_at IS NULL)");
            values.Add(filter.DueAt.Value);
        }

        string sql = Columns + (conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions))
            + (filter.DueAt is null ? " ORDER BY id DESC" : " ORDER BY next_action_at IS NULL, next_action_at, id");
        using StoreStatement row = connection.Query(sql, values.ToArray());
        while (row.Read())
        {
            connection.Patience.CancellationToken.ThrowIfCancellationRequested();
            if (filter.Target?.Invoke(row.OptionalText(2)) != false && filter.For?.Invoke(row.Text(3), row.Text(4)) != false)
            {
                yield return Read(connection, row);
            }
        }
    }

    /// <summary>Adds a case with all that belongs to it, under the number that it has, or a new one where it has none.</summary>
    internal static int Add(StoreConnection connection, DelistingCase added)
    {
        connection.Execute(
            "INSERT INTO cases (id, key, target, operator, name, state, opened_at, changed_at, closed_at, next_action_at, draft, route)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            added.Id == 0 ? NextId(connection) : added.Id, added.Key.ToString("D"), added.Target, added.For, added.Name, added.State, added.OpenedAt,
            added.ChangedAt, added.ClosedAt, added.NextActionAt, added.Draft, Json(json => RouteJson.Write(json, added.Route)));
        int id = connection.LastId;
        added.Steps.ToList().ForEach(s => AddStep(connection, id, s));
        added.Events.ToList().ForEach(e => AddEvent(connection, id, e));
        AddTickets(connection, id, added.Tickets);
        return id;
    }

    /// <summary>Whether a case from elsewhere may keep its number: not where all that come after would count on from far off.</summary>
    internal static bool IsInReach(StoreConnection connection, int id) =>
        id <= HighestTaken && id <= (connection.Number("SELECT max(id) FROM cases") ?? 0) + LongestLeap;

    /// <summary>Writes what an edit changed, and nothing else.</summary>
    internal static void Update(StoreConnection connection, CaseEdit edit)
    {
        DelistingCase before = edit.Before;
        DelistingCase after = edit.After();
        connection.Execute(
            "UPDATE cases SET state = ?, changed_at = ?, closed_at = ?, next_action_at = ?, draft = ? WHERE id = ?",
            after.State, after.ChangedAt, after.ClosedAt, after.NextActionAt, after.Draft, after.Id);
        foreach (CaseStep step in after.Steps)
        {
            if (step.Order > before.Steps.Count || !ReferenceEquals(step, before.Steps[step.Order - 1]))
            {
                AddStep(connection, after.Id, step);
            }
        }

        foreach (CaseEvent added in edit.NewEvents)
        {
            AddEvent(connection, after.Id, added);
        }

        if (!after.Tickets.SequenceEqual(before.Tickets))
        {
            connection.Execute("DELETE FROM tickets WHERE case_id = ?", after.Id);
            AddTickets(connection, after.Id, after.Tickets);
        }
    }

    internal static bool Remove(StoreConnection connection, int id) => connection.Execute("DELETE FROM cases WHERE id = ?", id) > 0;

    /// <summary>Null: the next one. A store whose numbers have come to their end goes on with the lowest that are in use.</summary>
    private static int? NextId(StoreConnection connection) =>
        connection.Number("SELECT seq FROM sqlite_sequence WHERE name = 'cases'") >= int.MaxValue
            ? (int)((connection.Number("SELECT max(id) FROM cases WHERE id <= ?", HighestTaken) ?? 0) + 1)
            : null;

    private static void AddStep(StoreConnection connection, int id, CaseStep step) => connection.Execute(
        "INSERT OR REPLACE INTO steps (case_id, number, route_number, progress, ended_at, step) VALUES (?, ?, ?, ?, ?, ?)",
        id, step.Order, step.RouteOrder, step.Progress, step.EndedAt, Json(json => RouteJson.Write(json, step.Step)));

    private static void AddEvent(StoreConnection connection, int id, CaseEvent added) => connection.Execute(
        "INSERT INTO events (case_id, number, at, kind, text, evidence, reply_id, reply_date) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        id, added.Number, added.At, added.Kind, added.Text, added.Evidence, added.ReplyId, added.ReplyDate);

    private static void AddTickets(StoreConnection connection, int id, IReadOnlyList<string> tickets)
    {
        for (int i = 0; i < tickets.Count; i++)
        {
            connection.Execute("INSERT INTO tickets (case_id, number, ticket) VALUES (?, ?, ?)", id, i + 1, tickets[i]);
        }
    }

    private static DelistingCase Read(StoreConnection connection, StoreStatement row)
    {
        int id = row.Int(0);
        string route = row.Text(11);
        IReadOnlyList<CaseStep> steps = ReadSteps(connection, id);
        return new DelistingCase(new Lazy<DelistingRoute>(() => RouteJson.Read(
            JsonFields.Parse(route), steps.Where(s => s.RouteOrder is not null).OrderBy(s => s.RouteOrder).Select(s => s.Step).ToList().AsReadOnly())))
        {
            Id = id,
            Key = Guid.TryParse(row.Text(1), out Guid key) ? key : throw new SqliteException(SqliteCode.Corrupt, 0, "'" + row.Text(1) + "' is no key of a case"),
            Target = row.OptionalText(2),
            For = row.Text(3),
            Name = row.Text(4),
            State = row.Choice<CaseState>(5),
            OpenedAt = row.Time(6) ?? default,
            ChangedAt = row.Time(7) ?? default,
            ClosedAt = row.Time(8),
            NextActionAt = row.Time(9),
            Draft = row.OptionalText(10),
            Steps = steps,
            Events = ReadEvents(connection, id),
            Tickets = ReadTickets(connection, id),
        };
    }

    private static IReadOnlyList<CaseStep> ReadSteps(StoreConnection connection, int id)
    {
        List<CaseStep> steps = new();
        using StoreStatement row = connection.Query("SELECT number, route_number, progress, ended_at, step FROM steps WHERE case_id = ? ORDER BY number", id);
        while (row.Read())
        {
            string step = row.Text(4);
            steps.Add(new CaseStep(
                row.Int(0),
                new Lazy<DelistingStep>(() => RouteJson.ReadStep(JsonFields.Parse(step))),
                row.Choice<StepProgress>(2),
                row.Time(3),
                row.IsNull(1) ? null : row.Int(1)));
        }

        return steps.AsReadOnly();
    }

    private static IReadOnlyList<CaseEvent> ReadEvents(StoreConnection connection, int id)
    {
        List<CaseEvent> events = new();
        using StoreStatement row = connection.Query("SELECT number, at, kind, text, evidence, reply_id, reply_date FROM events WHERE case_id = ? ORDER BY number", id);
        while (row.Read())
        {
            events.Add(new CaseEvent
            {
                Number = row.Int(0),
                At = row.Time(1) ?? default,
                Kind = row.Choice<CaseEventKind>(2),
                Text = row.Text(3),
                Evidence = row.OptionalText(4),
                ReplyId = row.OptionalText(5),
                ReplyDate = row.Time(6),
            });
        }

        return events.AsReadOnly();
    }

    private static IReadOnlyList<string> ReadTickets(StoreConnection connection, int id)
    {
        List<string> tickets = new();
        using StoreStatement row = connection.Query("SELECT ticket FROM tickets WHERE case_id = ? ORDER BY number", id);
        while (row.Read())
        {
            tickets.Add(row.Text(0));
        }

        return tickets.AsReadOnly();
    }

    private static string Json(Action<JsonText> write)
    {
        JsonText json = new();
        return json.Object(() => write(json)).ToString();
    }
}
