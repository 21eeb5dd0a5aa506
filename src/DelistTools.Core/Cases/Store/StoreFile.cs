using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using DelistTools.State;

namespace DelistTools.Cases;

/// <summary>
/// The file that cases are kept in: made when first written to, brought to the present schema, and left alone where it is
/// not ours. Every piece of work is one transaction on a connection of its own.
/// </summary>
internal sealed class StoreFile
{
    // SQLite's locks on Unix belong to the process and fall when any descriptor of the file is closed, so that a file must
    // not be made beside a connection that is being opened.
    private static readonly object Making = new();

    // The journal is deleted at each commit, and folder and file are written through before that is called done: the one
    // mode that holds on a share, too (sqlite.org/wal.html, section 2.2; sqlite.org/pragma.html#pragma_synchronous).
    private static readonly string[] Settings =
    {
        "PRAGMA foreign_keys = ON", "PRAGMA synchronous = EXTRA", "PRAGMA trusted_schema = OFF", "PRAGMA temp_store = MEMORY",
    };

    private const string Magic = "SQLite format 3";

    private readonly StoreSchema _schema;
    private readonly TimeSpan _patience;

    /// <param name="path">Its full path.</param>
    /// <param name="schema">What its tables look like; those of this version where left out.</param>
    /// <param name="patience">How long to wait for others that hold it.</param>
    internal StoreFile(string path, StoreSchema? schema = null, TimeSpan? patience = null)
    {
        Path = path;
        _schema = schema ?? StoreSchema.Current;
        _patience = patience ?? Patience.Usual;
    }

    internal string Path { get; }

    /// <summary>Whether a file begins as every database of SQLite does (sqlite.org/fileformat2.html, section 1.3.1).</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static bool IsDatabase(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] start = new byte[Magic.Length];
        int length = 0;
        for (int read; length < start.Length && (read = stream.Read(start, length, start.Length - length)) > 0;)
        {
            length += read;
        }

        return length == start.Length && Encoding.ASCII.GetString(start) == Magic;
    }

    /// <summary>Reads what is there at one moment; nothing where there is no file yet.</summary>
    /// <exception cref="StoreException">The file cannot be used.</exception>
    internal T? Read<T>(Func<StoreConnection, T> read, CancellationToken cancellationToken) => Guard(() =>
    {
        if (!File.Exists(Path))
        {
            return default;
        }

        using StoreConnection connection = Open(cancellationToken);
        connection.Execute("BEGIN");
        long version = VersionOf(connection);
        if (version == 0)
        {
            return default;
        }

        if (version < _schema.Version)
        {
            connection.Execute("ROLLBACK");
            Migrate(connection);
            connection.Execute("BEGIN");
        }

        return read(connection);
    });

    /// <summary>Changes the file in one transaction, of which all is kept or nothing.</summary>
    /// <exception cref="StoreException">The file cannot be used.</exception>
    internal T Write<T>(Func<StoreConnection, T> write, CancellationToken cancellationToken) => Guard(() =>
    {
        Make();
        using StoreConnection connection = Open(cancellationToken);
        Migrate(connection);

        // Immediate: whoever reads in order to write must not find that somebody else has written meanwhile.
        connection.Execute("BEGIN IMMEDIATE");
        VersionOf(connection);
        T result = write(connection);
        connection.Execute("COMMIT");
        return result;
    });

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw StoreFaults.Of(e, Path, _patience);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StoreException(new Problem("StoreNotOpened", Path, Path, e.Message.TrimEnd('.')), e);
        }
    }

    private StoreConnection Open(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreConnection connection = new(Path, new Patience(_patience, cancellationToken));
        try
        {
            foreach (string setting in Settings)
            {
                connection.Execute(setting);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The file's version; 0 where nothing is in it yet.</summary>
    /// <exception cref="StoreException">It is somebody else's, or newer than this module.</exception>
    private long VersionOf(StoreConnection connection)
    {
        long owner = connection.Number("PRAGMA application_id") ?? 0;
        long version = connection.Number("PRAGMA user_version") ?? 0;
        bool isOurs = owner == StoreSchema.ApplicationId && version > 0;
        if (!isOurs && (owner != 0 || version != 0 || connection.Number("SELECT count(*) FROM sqlite_master") > 0))
        {
            throw new StoreException(new Problem("StoreForeign", Path, Path));
        }

        return version <= _schema.Version
            ? version
            : throw new StoreException(new Problem("StoreNewer", Path, Path, Number(version), Number(_schema.Version)));
    }

    private void Migrate(StoreConnection connection)
    {
        connection.Execute("BEGIN");
        long version = VersionOf(connection);
        connection.Execute("ROLLBACK");
        if (version == _schema.Version)
        {
            return;
        }

        if (version > 0)
        {
            BackUp(connection, version);
        }

        connection.Execute("BEGIN IMMEDIATE");
        version = VersionOf(connection);
        if (version < _schema.Version)
        {
            foreach (string statement in _schema.From(version))
            {
                connection.Execute(statement);
            }

            connection.Execute("PRAGMA application_id = " + Number(StoreSchema.ApplicationId));
            connection.Execute("PRAGMA user_version = " + Number(_schema.Version));
        }

        connection.Execute("COMMIT");
    }

    /// <summary>Copies the file by way of SQLite, which sees it at one moment, into a file that only its owner may read.</summary>
    private void BackUp(StoreConnection connection, long version)
    {
        string copy = Path + ".schema" + Number(version) + "." + Guid.NewGuid().ToString("N").Substring(0, 8) + ".bak";
        MakeFile(copy);
        try
        {
            connection.Execute("VACUUM INTO ?", copy);
        }
        catch (Exception e) when (e is SqliteException or OperationCanceledException)
        {
            // Half a copy is none.
            File.Delete(copy);
            throw;
        }
    }

    private void Make()
    {
        lock (Making)
        {
            if (File.Exists(Path))
            {
                return;
            }

            string folder = System.IO.Path.GetDirectoryName(Path)!;
            if (!Directory.Exists(folder))
            {
                Catalog.OwnerOnlyFile.MakeFolder(folder);
            }

            try
            {
                MakeFile(Path);
            }
            catch (IOException) when (File.Exists(Path))
            {
                // Another process was faster.
            }
        }
    }

    /// <summary>SQLite gives the journal the rights of the file itself.</summary>
    private static void MakeFile(string path) => Catalog.OwnerOnlyFile.Create(path).Dispose();

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
