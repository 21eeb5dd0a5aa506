using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Cases;

/// <summary>
/// What the tables of a store look like: the migrations that lead there from an empty file, in order. A new one is added at
/// the end and none is ever changed, since files made by each of them are about.
/// </summary>
internal sealed class StoreSchema
{
    /// <summary>Marks a file as a store of ours (sqlite.org/fileformat2.html, section 1.3.7): "DLTc".</summary>
    internal const int ApplicationId = 0x444C5463;

    private static readonly string[] Cases =
    {
        "CREATE TABLE cases (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, target TEXT, operator TEXT NOT NULL,"
            + " name TEXT NOT NULL, state TEXT NOT NULL, opened_at TEXT NOT NULL, changed_at TEXT NOT NULL, closed_at TEXT,"
            + " next_action_at TEXT, draft TEXT, route TEXT NOT NULL)",
        "CREATE INDEX cases_due ON cases (next_action_at) WHERE closed_at IS NULL",
        "CREATE INDEX cases_target ON cases (target)",
        "CREATE TABLE steps (case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, number INTEGER NOT NULL,"
            + " route_number INTEGER, progress TEXT NOT NULL, ended_at TEXT, step TEXT NOT NULL, PRIMARY KEY (case_id, number))",
        "CREATE TABLE events (case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, number INTEGER NOT NULL,"
            + " at TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, evidence TEXT, PRIMARY KEY (case_id, number))",
        "CREATE TABLE tickets (case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, number INTEGER NOT NULL,"
            + " ticket TEXT NOT NULL, PRIMARY KEY (case_id, number))",
    };

    private static readonly string[] Watches =
    {
        "CREATE TABLE watches (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE, begun_at TEXT NOT NULL)",
        "CREATE TABLE watched (watch_id INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE, address TEXT NOT NULL,"
            + " blocklist TEXT NOT NULL, told TEXT NOT NULL, since TEXT NOT NULL, codes TEXT NOT NULL, gone_from TEXT,"
            + " PRIMARY KEY (watch_id, address, blocklist)) WITHOUT ROWID",
        "CREATE TABLE watched_lists (watch_id INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE, blocklist TEXT NOT NULL,"
            + " told TEXT NOT NULL, since TEXT NOT NULL, silent INTEGER NOT NULL, PRIMARY KEY (watch_id, blocklist)) WITHOUT ROWID",
        "CREATE TABLE watch_events (number INTEGER PRIMARY KEY AUTOINCREMENT, watch_id INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,"
            + " at TEXT NOT NULL, address TEXT, blocklist TEXT NOT NULL, change TEXT NOT NULL, verdict TEXT NOT NULL, codes TEXT NOT NULL,"
            + " reason TEXT, since TEXT)",
    };

    private static readonly string[] WatchSilences =
    {
        "ALTER TABLE watched ADD COLUMN silent INTEGER NOT NULL DEFAULT 0",
    };

    private static readonly string[] Answers =
    {
        "ALTER TABLE events ADD COLUMN reply_id TEXT",
        "ALTER TABLE events ADD COLUMN reply_date TEXT",
    };

    private readonly IReadOnlyList<IReadOnlyList<string>> _migrations;

    internal StoreSchema(params IReadOnlyList<string>[] migrations)
    {
        _migrations = migrations;
    }

    /// <summary>The schema of this version of the module.</summary>
    internal static StoreSchema Current { get; } = new(Cases, Watches, WatchSilences, Answers);

    internal int Version => _migrations.Count;

    /// <summary>The statements that lead on from a version.</summary>
    internal IEnumerable<string> From(long version) => _migrations.Skip((int)version).SelectMany(m => m);
}
