using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using DelistTools.Cases;

namespace DelistTools.Waiting;

/// <summary>
/// What watches have told, kept in the store of cases. A change and the word of it are written in one transaction; the word
/// stays there until it was handed over. So a watch that is killed loses none, and tells one twice only if it was killed
/// between the two, or another process began between the two, then under the same number.
/// </summary>
internal sealed class WatchStore
{
    private const char CodeSeparator = ' ';

    private readonly StoreFile _file;

    internal WatchStore(StoreFile file)
    {
        _file = file;
    }

    internal string Path => _file.Path;

    /// <summary>Makes the watch where there is none of that name, in any letter case; false for one that has a past.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    internal bool Begin(string name, DateTime now, CancellationToken cancellationToken) => _file.Write(
        c => c.Execute("INSERT OR IGNORE INTO watches (name, begun_at) VALUES (?, ?)", name, now) > 0, cancellationToken);

    /// <summary>The names of all watches and when they began, by name.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    internal IReadOnlyList<(string Name, DateTime BegunAt)> Names(CancellationToken cancellationToken) => _file.Read<IReadOnlyList<(string, DateTime)>>(
        connection =>
        {
            List<(string, DateTime)> names = new();
            using StoreStatement row = connection.Query("SELECT name, begun_at FROM watches ORDER BY name");
            while (row.Read())
            {
                names.Add((row.Text(0), row.Time(1)!.Value));
            }

            return names;
        },
        cancellationToken) ?? Array.Empty<(string, DateTime)>();

    /// <summary>All that is known of a watch.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    internal IReadOnlyList<WatchEntry> Entries(string name, CancellationToken cancellationToken) => _file.Read<IReadOnlyList<WatchEntry>>(
        c => Read(c, "SELECT address, blocklist, told, since, codes, gone_from, silent FROM watched WHERE watch_id = ?", IdOf(c, name)), cancellationToken)
        ?? Array.Empty<WatchEntry>();

    /// <summary>What is known of its lists by themselves.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    internal IReadOnlyDictionary<string, WatchedList> Lists(string name, CancellationToken cancellationToken) => _file.Read<IReadOnlyDictionary<string, WatchedList>>(
        c => ReadLists(c, IdOf(c, name)), cancellationToken) ?? new Dictionary<string, WatchedList>();

    /// <summary>What was seen and not handed over yet, oldest first.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    internal IReadOnlyList<BlocklistEvent> Untold(string name, CancellationToken cancellationToken) => _file.Read<IReadOnlyList<BlocklistEvent>>(
        c => ReadEvents(c, name), cancellationToken) ?? Array.Empty<BlocklistEvent>();

    /// <summary>
    /// Notes what changed. Each step is made from what the store holds at that moment, so that two processes that watch the
    /// same never both find one change.
    /// </summary>
    /// <param name="name">The watch.</param>
    /// <param name="address">The address.</param>
    /// <param name="step">Of each list: what is known after it, and the word of it.</param>
    /// <param name="cancellationToken">Ends the wait for others that hold the file.</param>
    /// <returns>What is known of the address now, and what is to be handed over.</returns>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    internal (IReadOnlyList<WatchEntry> Entries, IReadOnlyList<BlocklistEvent> Events) Note(
        string name, string address, Func<IReadOnlyDictionary<string, WatchEntry>, IEnumerable<(WatchEntry After, BlocklistEvent? Event)>> step, CancellationToken cancellationToken) =>
        _file.Write(
            c =>
            {
                long id = IdOf(c, name);
                Dictionary<string, WatchEntry> known = Read(
                    c, "SELECT address, blocklist, told, since, codes, gone_from, silent FROM watched WHERE watch_id = ? AND address = ?", id, address)
                    .ToDictionary(e => e.Blocklist, StringComparer.Ordinal);
                List<BlocklistEvent> events = new();
                foreach ((WatchEntry after, BlocklistEvent? change) in step(known).ToList())
                {
                    c.Execute(
                        "INSERT OR REPLACE INTO watched (watch_id, address, blocklist, told, since, codes, gone_from, silent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        id, after.Address, after.Blocklist, after.Told, after.Since, string.Join(CodeSeparator.ToString(), after.Codes), after.GoneFrom, after.Silent);
                    known[after.Blocklist] = after;
                    if (change is not null)
                    {
                        events.Add(Add(c, id, name, change));
                    }
                }

                return ((IReadOnlyList<WatchEntry>)known.Values.ToList(), (IReadOnlyList<BlocklistEvent>)events);
            },
            cancellationToken);

    /// <summary>Notes what a round said of lists by themselves.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    internal (IReadOnlyDictionary<string, WatchedList> Lists, IReadOnlyList<BlocklistEvent> Events) NoteLists(
        string name, Func<IReadOnlyDictionary<string, WatchedList>, IEnumerable<(string Blocklist, WatchedList After, BlocklistEvent? Event)>> step, CancellationToken cancellationToken) =>
        _file.Write(
            c =>
            {
                long id = IdOf(c, name);
                Dictionary<string, WatchedList> known = ReadLists(c, id);
                List<BlocklistEvent> events = new();
                foreach ((string list, WatchedList after, BlocklistEvent? change) in step(known).ToList())
                {
                    c.Execute(
                        "INSERT OR REPLACE INTO watched_lists (watch_id, blocklist, told, since, silent) VALUES (?, ?, ?, ?, ?)",
                        id, list, after.Told, after.Since, after.Silent);
                    known[list] = after;
                    if (change is not null)
                    {
                        events.Add(Add(c, id, name, change));
                    }
                }

                return ((IReadOnlyDictionary<string, WatchedList>)known, (IReadOnlyList<BlocklistEvent>)events);
            },
            cancellationToken);

    /// <summary>It was handed over, and is told no more.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    internal void Told(BlocklistEvent told, CancellationToken cancellationToken) =>
        _file.Write(c => c.Execute("DELETE FROM watch_events WHERE number = ?", told.Number), cancellationToken);

    private static long IdOf(StoreConnection connection, string name) => connection.Number("SELECT id FROM watches WHERE name = ?", name) ?? 0;

    private static BlocklistEvent Add(StoreConnection connection, long watch, string name, BlocklistEvent change)
    {
        connection.Execute(
            "INSERT INTO watch_events (watch_id, at, address, blocklist, change, verdict, codes, reason, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            watch, change.At, change.Address, change.Blocklist, change.Change, change.Verdict,
            string.Join(CodeSeparator.ToString(), change.Codes), change.Reason, change.Since);
        return Numbered(change, connection.LastId, name);
    }

    private static List<WatchEntry> Read(StoreConnection connection, string sql, params object?[] values)
    {
        List<WatchEntry> entries = new();
        using StoreStatement row = connection.Query(sql, values);
        while (row.Read())
        {
            entries.Add(new WatchEntry(row.Text(0), row.Text(1), row.Choice<WatchTold>(2), row.Time(3)!.Value, Codes(row.Text(4)), row.Time(5), row.Int(6)));
        }

        return entries;
    }

    private static Dictionary<string, WatchedList> ReadLists(StoreConnection connection, long id)
    {
        Dictionary<string, WatchedList> lists = new(StringComparer.Ordinal);
        using StoreStatement row = connection.Query("SELECT blocklist, told, since, silent FROM watched_lists WHERE watch_id = ?", id);
        while (row.Read())
        {
            lists[row.Text(0)] = new WatchedList(row.Choice<WatchTold>(1), row.Time(2)!.Value, row.Int(3));
        }

        return lists;
    }

    private static List<BlocklistEvent> ReadEvents(StoreConnection connection, string name)
    {
        List<BlocklistEvent> events = new();
        using StoreStatement row = connection.Query(
            "SELECT number, at, address, blocklist, change, verdict, codes, reason, since FROM watch_events WHERE watch_id = ? ORDER BY number", IdOf(connection, name));
        while (row.Read())
        {
            events.Add(new BlocklistEvent
            {
                Number = row.Number(0),
                Watch = name,
                At = row.Time(1)!.Value,
                Address = row.OptionalText(2),
                Blocklist = row.Text(3),
                Change = row.Choice<BlocklistChange>(4),
                Verdict = row.Choice<ListingVerdict>(5),
                Codes = Codes(row.Text(6)),
                Reason = row.OptionalText(7),
                Since = row.Time(8),
            });
        }

        return events;
    }

    private static IReadOnlyList<string> Codes(string text) => text.Split(new[] { CodeSeparator }, StringSplitOptions.RemoveEmptyEntries);

    private static BlocklistEvent Numbered(BlocklistEvent change, long number, string name) => new()
    {
        Number = number,
        Watch = name,
        At = change.At,
        Address = change.Address,
        Blocklist = change.Blocklist,
        Change = change.Change,
        Verdict = change.Verdict,
        Codes = change.Codes,
        Reason = change.Reason,
        Since = change.Since,
    };
}
