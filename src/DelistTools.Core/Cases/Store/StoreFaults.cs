using System;

namespace DelistTools.Cases;

/// <summary>Says what went wrong with a store, so that one knows what to do.</summary>
internal static class StoreFaults
{
    // The same numbers on Linux and macOS, but for the quota; the system's own words are not asked for, since they may be
    // in another language.
    private const int FileTooLarge = 27;
    private const int NoSpace = 28;
    private const int QuotaOnMac = 69;
    private const int QuotaOnLinux = 122;
    private const int DiskFullOnWindows = 112;
    private const int HandleDiskFullOnWindows = 39;

    internal static StoreException Of(SqliteException error, string path, TimeSpan patience) => new(
        SqliteCode.Primary(error.Code) switch
        {
            SqliteCode.Busy or SqliteCode.Locked => new Problem("StoreLocked", path, path, (int)patience.TotalSeconds),
            SqliteCode.NotADatabase => new Problem("StoreForeign", path, path),
            SqliteCode.Corrupt => new Problem("StoreDamaged", path, path, error.Message),
            SqliteCode.ReadOnly or SqliteCode.Permission => new Problem("StoreReadOnly", path, path),
            SqliteCode.Full => new Problem("StoreFull", path, path),
            SqliteCode.InputOutput when IsFull(error.SystemError) => new Problem("StoreFull", path, path),
            SqliteCode.CannotOpen => new Problem("StoreNotOpened", path, path, error.Message),
            _ => new Problem("StoreFailed", path, path, error.Message),
        },
        error);

    private static bool IsFull(int systemError) => NativeFile.IsWindows
        ? systemError is DiskFullOnWindows or HandleDiskFullOnWindows
        : systemError is FileTooLarge or NoSpace or QuotaOnMac or QuotaOnLinux;
}
