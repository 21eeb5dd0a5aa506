using System;
using System.Globalization;
using DelistTools.State;
using Microsoft.Data.Sqlite;
using LibraryException = Microsoft.Data.Sqlite.SqliteException;

namespace DelistTools.Cases;

/// <summary>A prepared statement with its values, and the row that it stands on. Columns count from 0.</summary>
internal sealed class StoreStatement : IDisposable
{
    private readonly StoreConnection _connection;
    private readonly SqliteCommand _command;
    private SqliteDataReader? _rows;

    internal StoreStatement(StoreConnection connection, SqliteCommand command)
    {
        _connection = connection;
        _command = command;
    }

    /// <summary>The number of rows that it has changed so far.</summary>
    internal int Changes => Math.Max(0, _rows?.RecordsAffected ?? 0);

    /// <summary>What the value at a place, counted from 1, is called.</summary>
    internal static string NameOf(int place) => "$" + place.ToString(CultureInfo.InvariantCulture);

    /// <summary>Text, whole numbers, times (UTC) and nothing, in the order of the question marks.</summary>
    internal void Bind(object?[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            object value = values[i] switch
            {
                null => DBNull.Value,
                int or long or string => values[i]!,
                DateTime time => StoreTime.Write(time),
                Enum name => name.ToString(),
                { } other => throw new ArgumentException("A statement takes no " + other.GetType().Name + "."),
            };
            if (i < _command.Parameters.Count)
            {
                _command.Parameters[i].Value = value;
            }
            else
            {
                _command.Parameters.AddWithValue(NameOf(i + 1), value);
            }
        }
    }

    /// <summary>Goes to the next row; false where there is none. Waits at the first where others hold the file.</summary>
    internal bool Read()
    {
        try
        {
            _rows ??= Start();
            return _rows.Read();
        }
        catch (LibraryException e)
        {
            throw _connection.Error(e);
        }
    }

    internal bool IsNull(int column) => _rows!.IsDBNull(column);

    internal long Number(int column) => IsNull(column) ? 0 : _rows!.GetInt64(column);

    internal int Int(int column) => checked((int)Number(column));

    internal string Text(int column) => OptionalText(column) ?? "";

    internal string? OptionalText(int column) => IsNull(column) ? null : _rows!.GetString(column);

    /// <exception cref="SqliteException">It is no time.</exception>
    internal DateTime? Time(int column) => OptionalText(column) is not { } text
        ? null
        : StoreTime.TryRead(text, out DateTime time) ? time : throw new SqliteException(SqliteCode.Corrupt, 0, "'" + text + "' is no time");

    internal T Choice<T>(int column)
        where T : struct, Enum => Enum.TryParse(Text(column), out T value)
        ? value
        : throw new SqliteException(SqliteCode.Corrupt, 0, "'" + Text(column) + "' is no " + typeof(T).Name);

    internal void Finish()
    {
        Dispose();
        _command.Dispose();
    }

    /// <summary>Lets go of the rows, and keeps the statement for the next time.</summary>
    public void Dispose()
    {
        _rows?.Dispose();
        _rows = null;
    }

    /// <summary>Prepares it where it is not, and takes the first step: both read the file.</summary>
    private SqliteDataReader Start()
    {
        while (true)
        {
            try
            {
                return _command.ExecuteReader();
            }
            catch (LibraryException e) when (SqliteCode.Primary(e.SqliteErrorCode) is SqliteCode.Busy or SqliteCode.Locked)
            {
                if (!_connection.Patience.Wait())
                {
                    throw;
                }
            }
        }
    }
}
