using System;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace DelistTools.Cases;

/// <summary>
/// SQLite's machine code as Microsoft.Data.Sqlite calls it: by addresses that are asked for here, on both editions. A
/// provider that imports by name would take whatever file of that name the process has loaded already.
/// </summary>
internal sealed class SqliteLibrary : IGetFunctionPointer
{
    private const string Name = "e_sqlite3";

    private static readonly object Loading = new();

    private static SqliteLibrary? loaded;

    private readonly IntPtr _handle;
    private readonly SystemErrorCall _systemError;

    private SqliteLibrary(IntPtr handle)
    {
        _handle = handle;
        _systemError = Marshal.GetDelegateForFunctionPointer<SystemErrorCall>(GetFunctionPointer("sqlite3_system_errno"));
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SystemErrorCall(IntPtr connection);

    /// <summary>Has to be asked for before any connection is made.</summary>
    /// <exception cref="StoreException">There is none for this kind of machine.</exception>
    internal static SqliteLibrary Loaded()
    {
        lock (Loading)
        {
            return loaded ??= Load();
        }
    }

    /// <summary>The address of a function; zero where this build of SQLite has none of that name.</summary>
    public IntPtr GetFunctionPointer(string name) => NativeFile.Symbol(_handle, name);

    /// <summary>The system's own number of the last error of a connection, which the packages do not tell.</summary>
    internal int SystemError(sqlite3? connection) =>
        connection is null || connection.IsInvalid || connection.IsClosed ? 0 : _systemError(connection.DangerousGetHandle());

    private static SqliteLibrary Load()
    {
        IntPtr handle = NativeFile.Load(Name);
        if (handle == IntPtr.Zero)
        {
            throw new StoreException(new Problem("StoreLibraryMissing", Name, string.Join(" or ", NativeFile.Runtimes())));
        }

        SqliteLibrary library = new(handle);
        SQLite3Provider_dynamic_cdecl.Setup(Name, library);
        raw.SetProvider(new SQLite3Provider_dynamic_cdecl());

        // Connections of ours must not see another provider later on, whose functions know nothing of them.
        raw.FreezeProvider();
        return library;
    }
}
