using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace DelistTools.Cases;

/// <summary>One connection to the file of a store, used by one thread. What was begun and not committed is undone when it closes.</summary>
internal sealed unsafe class StoreConnection : IDisposable
{
    private const int ReadWrite = 0x2;
    private const int NoMutex = 0x8000;
    private const int ExtendedCodes = 0x0200_0000;

    private readonly SqliteCalls _calls = SqliteCalls.Instance;
    private readonly Dictionary<string, StoreStatement> _statements = new(StringComparer.Ordinal);
    private readonly IntPtr _handle;

    /// <param name="path">The full path of a file that is there.</param>
    /// <param name="patience">How long to wait for others.</param>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    internal StoreConnection(string path, Patience patience)
    {
        Patience = patience;
        IntPtr handle;
        int code;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0"))
        {
            code = _calls.Open(name, &handle, ReadWrite | NoMutex | ExtendedCodes, null);
        }

        _handle = handle;
        if (code != SqliteCode.Ok)
        {
            SqliteException error = Error(code);
            _calls.Close(handle);
            throw error;
        }
    }

    internal Patience Patience { get; }

    internal int LastId => checked((int)_calls.LastId(_handle));

    /// <summary>Runs a statement to its end and gives the number of rows that it changed.</summary>
    internal int Execute(string sql, params object?[] values)
    {
        using StoreStatement statement = Query(sql, values);
        while (statement.Read())
        {
        }

        return _calls.Changes(_handle);
    }

    /// <summary>The first column of the first row; null where there is none.</summary>
    internal long? Number(string sql, params object?[] values)
    {
        using StoreStatement statement = Query(sql, values);
        return statement.Read() && !statement.IsNull(0) ? statement.Number(0) : null;
    }

    /// <summary>Starts a statement, which is prepared once; dispose it before it is started again.</summary>
    internal StoreStatement Query(string sql, params object?[] values)
    {
        if (!_statements.TryGetValue(sql, out StoreStatement? statement))
        {
            statement = new StoreStatement(this, _calls, Prepare(sql));
            _statements.Add(sql, statement);
        }

        statement.Bind(values);
        return statement;
    }

    internal SqliteException Error(int code)
    {
        if (_handle == IntPtr.Zero)
        {
            return new SqliteException(code, 0, "out of memory");
        }

        int length = 0;
        byte* text = _calls.ErrorText(_handle);
        while (text[length] != 0)
        {
            length++;
        }

        int extended = _calls.ErrorCode(_handle);
        return new SqliteException(
            SqliteCode.Primary(extended) == SqliteCode.Primary(code) ? extended : code,
            _calls.SystemError(_handle),
            Encoding.UTF8.GetString(text, length) + " (SQLite " + code.ToString(CultureInfo.InvariantCulture) + ")");
    }

    public void Dispose()
    {
        foreach (StoreStatement statement in _statements.Values)
        {
            statement.Finish();
        }

        _statements.Clear();
        _calls.Close(_handle);
    }

    private IntPtr Prepare(string sql)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(sql);
        while (true)
        {
            IntPtr statement;
            int code;
            fixed (byte* text = bytes)
            {
                code = _calls.Prepare(_handle, text, bytes.Length, &statement, null);
            }

            // To know the tables it has to read the file, which others may be about to change.
            if (SqliteCode.Primary(code) is not (SqliteCode.Busy or SqliteCode.Locked) || !Patience.Wait())
            {
                return code == SqliteCode.Ok ? statement : throw Error(code);
            }
        }
    }
}
