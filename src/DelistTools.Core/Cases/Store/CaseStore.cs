using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using DelistTools.Catalog;

namespace DelistTools.Cases;

/// <summary>
/// The cases of a user, kept in a file. Each call is one transaction, so that many processes can work on one file and lose
/// nothing; an object that was read stays as it was.
/// </summary>
internal sealed class CaseStore
{
    internal const string PathVariable = "DELISTTOOLS_STORE";

    private const string UsualName = "cases.db";

    private readonly StoreFile _file;
    private readonly IClock _clock;

    /// <param name="file">Where the cases are.</param>
    /// <param name="clock">The time that events get.</param>
    internal CaseStore(StoreFile file, IClock clock)
    {
        _file = file;
        _clock = clock;
    }

    internal string Path => _file.Path;

    /// <summary>
    /// Where the cases are: what the user names, else what the environment does, else the user's own folder. A folder that
    /// is there has the file in it.
    /// </summary>
    /// <param name="named">A full path; null where the user names none.</param>
    /// <exception cref="StoreException">The environment names no full path.</exception>
    internal static string PathOf(string? named)
    {
        string? path = named ?? Environment.GetEnvironmentVariable(PathVariable);
        if (string.IsNullOrEmpty(path))
        {
            return System.IO.Path.Combine(CatalogStore.UserFolder(), UsualName);
        }

        // The process's folder is not the session's.
        return !System.IO.Path.IsPathRooted(path)
            ? throw new StoreException(new Problem("StorePathRelative", path!, path!, PathVariable))
            : Directory.Exists(path) || path!.EndsWith("/", StringComparison.Ordinal)
                || path.EndsWith(System.IO.Path.DirectorySeparatorChar.ToString(), StringComparison.Ordinal) ? System.IO.Path.Combine(path, UsualName) : System.IO.Path.GetFullPath(path);
    }

    /// <summary>Opens a case.</summary>
    /// <param name="opened">The case.</param>
    /// <param name="beside">Also where one is open with the same target and operator.</param>
    /// <param name="cancellationToken">Ends the wait for others that hold the file.</param>
    /// <exception cref="StoreException">One is open already, or the file cannot be used.</exception>
    internal DelistingCase Create(NewCase opened, bool beside, CancellationToken cancellationToken) => _file.Write(
        connection =>
        {
            int? open = beside ? null : CaseRows.FindUnclosed(connection, opened.Target, opened.For, opened.Name);
            return open is null
                ? CaseRows.Find(connection, CaseRows.Add(connection, opened.At(_clock.UtcNow)))!
                : throw new StoreException(new Problem(
                    "CaseAlreadyOpen", opened.Route, opened.For, opened.Target ?? "any address", open.Value));
        },
        cancellationToken);

    /// <summary>The case of that number; null where there is none.</summary>
    internal DelistingCase? Find(int id, CancellationToken cancellationToken) => _file.Read(c => CaseRows.Find(c, id), cancellationToken);

    /// <summary>The cases that a filter lets through, the newest first; of those that are due, the longest due first.</summary>
    internal IReadOnlyList<DelistingCase> List(CaseFilter filter, CancellationToken cancellationToken) =>
        _file.Read(c => CaseRows.List(c, filter).ToList(), cancellationToken) ?? new List<DelistingCase>();

    /// <summary>
    /// Changes a case as it is at that moment, whoever changed it meanwhile. Nothing is written where
    /// <paramref name="change"/> throws.
    /// </summary>
    /// <exception cref="StoreException">There is no such case, or the file cannot be used.</exception>
    internal DelistingCase Change(int id, Action<CaseEdit> change, CancellationToken cancellationToken) => _file.Write(
        connection =>
        {
            CaseEdit edit = new(CaseRows.Find(connection, id) ?? throw new StoreException(new Problem("CaseNotFound", id, id, Path)), _clock.UtcNow);
            change(edit);
            CaseRows.Update(connection, edit);
            return edit.After();
        },
        cancellationToken);

    /// <summary>Removes a case with its history; false where there is none.</summary>
    internal bool Remove(int id, CancellationToken cancellationToken) => _file.Write(c => CaseRows.Remove(c, id), cancellationToken);

    /// <summary>
    /// Adds cases from elsewhere in one transaction. One that is here already is left as it is and given as null; one
    /// whose number is taken, or out of all order, gets another.
    /// </summary>
    internal IReadOnlyList<DelistingCase?> Import(IEnumerable<DelistingCase> cases, CancellationToken cancellationToken) => _file.Write(
        connection =>
        {
            List<DelistingCase?> added = new();
            foreach (DelistingCase one in cases)
            {
                cancellationToken.ThrowIfCancellationRequested();
                added.Add(CaseRows.FindKey(connection, one.Key) is null ? CaseRows.Find(connection, CaseRows.Add(connection, Numbered(connection, one))) : null);
            }

            return added;
        },
        cancellationToken);

    /// <summary>Another case that is open and has that target and operator; null where there is none.</summary>
    internal int? FindBeside(DelistingCase one, CancellationToken cancellationToken) => one.ClosedAt is not null ? null : _file.Read(
        c => CaseRows.FindUnclosed(c, one.Target, one.For, one.Name, one.Id), cancellationToken);

    private DelistingCase Numbered(StoreConnection connection, DelistingCase one)
    {
        bool isFree = CaseRows.IsInReach(connection, one.Id) && CaseRows.Find(connection, one.Id) is null;
        return one.Imported(isFree ? one.Id : 0, _clock.UtcNow);
    }
}
