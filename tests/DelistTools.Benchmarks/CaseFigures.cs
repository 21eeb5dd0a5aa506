using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using DelistTools.Cases;
using DelistTools.Catalog;
using DelistTools.Routing;
using DelistTools.State;
using Microsoft.Data.Sqlite;

namespace DelistTools.Benchmarks;

/// <summary>A store of ten thousand cases with twenty events each: what is due, beside the same rows read straight from the file.</summary>
internal static class CaseFigures
{
    private const int Cases = 10_000;

    private const int Events = 20;

    /// <summary>Every so many is due.</summary>
    private const int DueEach = 100;

    private const int Runs = 7;

    internal static IReadOnlyList<Figure> Take()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("delisttools-cases-");
        try
        {
            return Take(new CaseStore(new StoreFile(Path.Combine(folder.FullName, "cases.db")), SystemClock.Instance));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Figure[] Take(CaseStore store)
    {
        store.Import(Make(), default);
        string due = StoreTime.Write(DateTime.UtcNow);
        List<double> dueTimes = [], duePeers = [], allTimes = [], changes = [];
        for (int run = 0; run <= Runs; run++)
        {
            double peer = Time(() => ReadRows(store.Path, due), Cases / DueEach);
            double own = Time(() => store.List(new CaseFilter { DueAt = DateTime.UtcNow }, default).Count(c => c.NextStep!.Title.Length > 0), Cases / DueEach);
            double all = Time(() => store.List(new CaseFilter(), default).Count, Cases);
            double change = Time(() => store.Change(run + 1, e => e.Add(CaseEventKind.Note, "x"), default).Id, run + 1);
            if (run > 0)
            {
                // The first run is for the compiler.
                dueTimes.Add(own);
                duePeers.Add(peer);
                allTimes.Add(all);
                changes.Add(change);
            }
        }

        return
        [
            new Figure("100 of 10,000 cases that are due, with next steps", dueTimes, "ms", duePeers, "reading the rows by the package alone", 200),
            new Figure("All 10,000 cases with 200,000 events", allTimes, "ms", null, "", 10_000),
            new Figure("One event, kept on the disk", changes, "ms", null, "", 200),
        ];
    }

    private static double Time(Func<int> work, int expected)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int found = work();
        return found == expected
            ? watch.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException("Expected " + expected + ", found " + found + ".");
    }

    private static int ReadRows(string path, string due)
    {
        using SqliteConnection connection = new("Data Source=" + path + ";Pooling=False");
        connection.Open();
        List<(long Id, string Route)> cases = [];
        using (SqliteCommand command = Command(connection, "SELECT id, route FROM cases WHERE closed_at IS NULL AND (next_action_at <= $value OR (next_action_at IS NULL AND state = 'Open')) ORDER BY next_action_at", due))
        using (SqliteDataReader row = command.ExecuteReader())
        {
            while (row.Read())
            {
                cases.Add((row.GetInt64(0), row.GetString(1)));
            }
        }

        int read = 0;
        foreach (string sql in (string[])["SELECT step FROM steps WHERE case_id = $value ORDER BY number", "SELECT text FROM events WHERE case_id = $value ORDER BY number"])
        {
            using SqliteCommand command = Command(connection, sql, 0L);
            command.Prepare();
            foreach ((long id, _) in cases)
            {
                command.Parameters[0].Value = id;
                using SqliteDataReader row = command.ExecuteReader();
                while (row.Read())
                {
                    read += row.GetString(0).Length;
                }
            }
        }

        return read > 0 ? cases.Count : 0;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, object value)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$value", value);
        return command;
    }

    /// <summary>Cases with Microsoft, as the model case is one.</summary>
    private static IEnumerable<DelistingCase> Make()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "catalog");
        ProviderCatalog catalog = new CatalogStore(folder, () => Path.Combine(folder, "none", "catalog.json")).LoadProviders(out _);
        DateTime now = DateTime.UtcNow;
        for (int i = 1; i <= Cases; i++)
        {
            string target = string.Create(CultureInfo.InvariantCulture, $"198.51.{i / 256}.{i % 256}");
            DelistingRoute route = new RoutePlanner(catalog, now).Plan([FindingReader.Read(catalog.Find("microsoft-consumer")!, target)], UpstreamAnswers.None);
            CaseEdit edit = new(CaseOpening.Of(route)[0].At(now.AddDays(-10)), now.AddDays(-5));
            for (int n = 1; n < Events; n++)
            {
                edit.Add(CaseEventKind.Note, "What happened on that day, in a sentence or two of usual length.", "And what it rests on.");
            }

            edit.State = CaseState.Waiting;
            edit.NextActionAt = i % DueEach == 0 ? now.AddHours(-1) : now.AddDays(3);
            yield return edit.After();
        }
    }
}
