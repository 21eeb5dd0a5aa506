namespace DelistTools.Cases;

/// <summary>Result codes of SQLite that mean something of their own here (sqlite.org/rescode.html).</summary>
internal static class SqliteCode
{
    internal const int Permission = 3;
    internal const int Busy = 5;
    internal const int Locked = 6;
    internal const int ReadOnly = 8;
    internal const int InputOutput = 10;
    internal const int Corrupt = 11;
    internal const int Full = 13;
    internal const int CannotOpen = 14;
    internal const int NotADatabase = 26;

    /// <summary>The kind of an extended code.</summary>
    internal static int Primary(int code) => code & 0xFF;
}
