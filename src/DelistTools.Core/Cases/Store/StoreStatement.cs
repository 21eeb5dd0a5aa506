using System;
using System.Globalization;
using System.Text;

namespace DelistTools.Cases;

/// <summary>A prepared statement with its values, and the row that it stands on. Columns count from 0.</summary>
internal sealed unsafe class StoreStatement : IDisposable
{
    private const int NullType = 5;

    // SQLite keeps a copy of its own.
    private static readonly IntPtr Transient = new(-1);

    private static readonly byte[] Empty = new byte[1];

    private readonly StoreConnection _connection;
    private readonly SqliteCalls _calls;
    private readonly IntPtr _handle;

    internal StoreStatement(StoreConnection connection, SqliteCalls calls, IntPtr handle)
    {
        _connection = connection;
        _calls = calls;
        _handle = handle;
    }

    /// <summary>Text, whole numbers, times (UTC) and nothing, in the order of the question marks.</summary>
    internal void Bind(object?[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int code = values[i] switch
            {
                null => _calls.BindNull(_handle, i + 1),
                int number => _calls.BindNumber(_handle, i + 1, number),
                long number => _calls.BindNumber(_handle, i + 1, number),
                DateTime time => BindText(i + 1, StoreTime.Write(time)),
                string text => BindText(i + 1, text),
                Enum name => BindText(i + 1, name.ToString()),
                { } other => throw new ArgumentException("A statement takes no " + other.GetType().Name + "."),
            };
            if (code != SqliteCode.Ok)
            {
                throw _connection.Error(code);
            }
        }
    }

    /// <summary>Goes to the next row; false where there is none. Waits where others hold the file.</summary>
    internal bool Read()
    {
        while (true)
        {
            int code = _calls.Step(_handle);
            switch (SqliteCode.Primary(code))
            {
                case SqliteCode.Row:
                    return true;
                case SqliteCode.Done:
                    return false;
                case SqliteCode.Busy or SqliteCode.Locked:
                    SqliteException busy = _connection.Error(code);
                    _calls.Reset(_handle);
                    if (!_connection.Patience.Wait())
                    {
                        throw busy;
                    }

                    break;
                default:
                    throw _connection.Error(code);
            }
        }
    }

    internal bool IsNull(int column) => _calls.ColumnType(_handle, column) == NullType;

    internal long Number(int column) => _calls.ColumnNumber(_handle, column);

    internal int Int(int column) => checked((int)Number(column));

    internal string Text(int column) => OptionalText(column) ?? "";

    internal string? OptionalText(int column)
    {
        byte* text = _calls.ColumnText(_handle, column);
        return text == null ? null : Encoding.UTF8.GetString(text, _calls.ColumnBytes(_handle, column));
    }

    internal DateTime? Time(int column) => OptionalText(column) is { } text ? StoreTime.Read(text) : null;

    internal T Choice<T>(int column)
        where T : struct, Enum => Enum.TryParse(Text(column), out T value)
        ? value
        : throw new SqliteException(SqliteCode.Corrupt, 0, "'" + Text(column) + "' is no " + typeof(T).Name);

    internal void Finish() => _calls.Finish(_handle);

    /// <summary>Lets go of the rows, and keeps the statement for the next time.</summary>
    public void Dispose() => _calls.Reset(_handle);

    private int BindText(int place, string text)
    {
        byte[] bytes = text.Length == 0 ? Empty : Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
        {
            return _calls.BindText(_handle, place, start, text.Length == 0 ? 0 : bytes.Length, Transient);
        }
    }
}
