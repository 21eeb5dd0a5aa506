using System;
using System.Threading;

namespace DelistTools.Cases;

/// <summary>
/// The calls of SQLite's C interface that the store makes (sqlite.org/c3ref). They need no package: one in between
/// would bring three assemblies and more, whose versions Windows PowerShell cannot keep apart from those of other modules.
/// </summary>
internal sealed unsafe class SqliteCalls
{
    private const string Library = "e_sqlite3";

    private static readonly Lazy<SqliteCalls> Shared = new(Load, LazyThreadSafetyMode.PublicationOnly);

    internal readonly delegate* unmanaged[Cdecl]<byte*, IntPtr*, int, byte*, int> Open;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int> Close;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, int, IntPtr*, byte**, int> Prepare;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int> Step;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int> Reset;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int> Finish;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int, byte*, int, IntPtr, int> BindText;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int, long, int> BindNumber;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int, int> BindNull;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int, int> ColumnType;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int, long> ColumnNumber;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int, byte*> ColumnText;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int, int> ColumnBytes;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int> ErrorCode;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int> SystemError;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, byte*> ErrorText;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, long> LastId;
    internal readonly delegate* unmanaged[Cdecl]<IntPtr, int> Changes;

    private SqliteCalls(IntPtr library)
    {
        Open = (delegate* unmanaged[Cdecl]<byte*, IntPtr*, int, byte*, int>)NativeFile.Symbol(library, "sqlite3_open_v2");
        Close = (delegate* unmanaged[Cdecl]<IntPtr, int>)NativeFile.Symbol(library, "sqlite3_close_v2");
        Prepare = (delegate* unmanaged[Cdecl]<IntPtr, byte*, int, IntPtr*, byte**, int>)NativeFile.Symbol(library, "sqlite3_prepare_v2");
        Step = (delegate* unmanaged[Cdecl]<IntPtr, int>)NativeFile.Symbol(library, "sqlite3_step");
        Reset = (delegate* unmanaged[Cdecl]<IntPtr, int>)NativeFile.Symbol(library, "sqlite3_reset");
        Finish = (delegate* unmanaged[Cdecl]<IntPtr, int>)NativeFile.Symbol(library, "sqlite3_finalize");
        BindText = (delegate* unmanaged[Cdecl]<IntPtr, int, byte*, int, IntPtr, int>)NativeFile.Symbol(library, "sqlite3_bind_text");
        BindNumber = (delegate* unmanaged[Cdecl]<IntPtr, int, long, int>)NativeFile.Symbol(library, "sqlite3_bind_int64");
        BindNull = (delegate* unmanaged[Cdecl]<IntPtr, int, int>)NativeFile.Symbol(library, "sqlite3_bind_null");
        ColumnType = (delegate* unmanaged[Cdecl]<IntPtr, int, int>)NativeFile.Symbol(library, "sqlite3_column_type");
        ColumnNumber = (delegate* unmanaged[Cdecl]<IntPtr, int, long>)NativeFile.Symbol(library, "sqlite3_column_int64");
        ColumnText = (delegate* unmanaged[Cdecl]<IntPtr, int, byte*>)NativeFile.Symbol(library, "sqlite3_column_text");
        ColumnBytes = (delegate* unmanaged[Cdecl]<IntPtr, int, int>)NativeFile.Symbol(library, "sqlite3_column_bytes");
        ErrorCode = (delegate* unmanaged[Cdecl]<IntPtr, int>)NativeFile.Symbol(library, "sqlite3_extended_errcode");
        SystemError = (delegate* unmanaged[Cdecl]<IntPtr, int>)NativeFile.Symbol(library, "sqlite3_system_errno");
        ErrorText = (delegate* unmanaged[Cdecl]<IntPtr, byte*>)NativeFile.Symbol(library, "sqlite3_errmsg");
        LastId = (delegate* unmanaged[Cdecl]<IntPtr, long>)NativeFile.Symbol(library, "sqlite3_last_insert_rowid");
        Changes = (delegate* unmanaged[Cdecl]<IntPtr, int>)NativeFile.Symbol(library, "sqlite3_changes");
    }

    /// <exception cref="StoreException">There is none for this kind of machine.</exception>
    internal static SqliteCalls Instance => Shared.Value;

    private static SqliteCalls Load()
    {
        IntPtr library = NativeFile.Load(Library);
        return library != IntPtr.Zero
            ? new SqliteCalls(library)
            : throw new StoreException(new Problem("StoreLibraryMissing", Library, string.Join(" or ", NativeFile.Runtimes())));
    }
}
