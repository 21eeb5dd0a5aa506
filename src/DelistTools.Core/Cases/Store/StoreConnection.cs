using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using DelistTools.State;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using LibraryException = Microsoft.Data.Sqlite.SqliteException;

namespace DelistTools.Cases;

/// <summary>One connection to the file of a store, used by one thread. What was begun and not committed is undone when it closes.</summary>
internal sealed class StoreConnection : IDisposable
{
    // Negative: the library's own waiting, in equal steps that nothing ends, never begins. 0 would be for ever.
    private const int NoWaiting = -1;

    // Each refusal comes as an exception, which a hundred that wait would spend their time on. So SQLite tries a dozen times
    // by itself before it says so, and Ctrl+C is heard no later than that.
    private const int RefusalMilliseconds = 200;

    private readonly SqliteLibrary _library = SqliteLibrary.Loaded();
    private readonly Dictionary<string, StoreStatement> _statements = new(StringComparer.Ordinal);
    private readonly SqliteConnection _connection;

    /// <param name="path">The full path of a file that is there.</param>
    /// <param name="patience">How long to wait for others.</param>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    internal StoreConnection(string path, Patience patience)
    {
        Patience = patience;

        // A pool would keep the file open, and its locks with it, after the work is done.
        SqliteConnectionStringBuilder settings = new() { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        _connection = new SqliteConnection(settings.ToString());
        try
        {
            _connection.Open();
            _ = raw.sqlite3_busy_timeout(_connection.Handle!, RefusalMilliseconds);
        }
        catch (LibraryException e)
        {
            _connection.Dispose();
            throw Error(e);
        }
    }

    internal Patience Patience { get; }

    internal int LastId => checked((int)raw.sqlite3_last_insert_rowid(_connection.Handle!));

    /// <summary>Runs a statement to its end and gives the number of rows that it changed.</summary>
    internal int Execute(string sql, params object?[] values)
    {
        using StoreStatement statement = Query(sql, values);
        while (statement.Read())
        {
        }

        return statement.Changes;
    }

    /// <summary>The first column of the first row; null where there is none.</summary>
    internal long? Number(string sql, params object?[] values)
    {
        using StoreStatement statement = Query(sql, values);
        return statement.Read() && !statement.IsNull(0) ? statement.Number(0) : null;
    }

    /// <summary>Starts a statement, which is prepared once; dispose it before it is started again.</summary>
    /// <param name="sql">Question marks stand in it for values alone.</param>
    /// <param name="values">The values, in their order.</param>
    internal StoreStatement Query(string sql, params object?[] values)
    {
        if (!_statements.TryGetValue(sql, out StoreStatement? statement))
        {
            SqliteCommand command = _connection.CreateCommand();
            command.CommandText = Named(sql);
            command.CommandTimeout = NoWaiting;
            statement = new StoreStatement(this, command);
            _statements.Add(sql, statement);
        }

        statement.Bind(values);
        return statement;
    }

    internal SqliteException Error(LibraryException error) =>
        new(error.SqliteExtendedErrorCode, _library.SystemError(_connection.Handle), error.Message.TrimEnd('.'), error);

    public void Dispose()
    {
        foreach (StoreStatement statement in _statements.Values)
        {
            statement.Finish();
        }

        _statements.Clear();
        _connection.Dispose();
    }

    /// <summary>The library takes values by name only: $1, $2 and so on.</summary>
    private static string Named(string sql)
    {
        int number = 0;
        return Regex.Replace(sql, @"\?", _ => StoreStatement.NameOf(++number), RegexOptions.CultureInvariant);
    }
}
