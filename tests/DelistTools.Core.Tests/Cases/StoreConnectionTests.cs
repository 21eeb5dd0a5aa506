using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Cases;
using DelistTools.State;
using Xunit;

namespace DelistTools.Core.Tests.Cases;

public sealed class StoreConnectionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-store-");

    public StoreConnectionTests() => File.Create(Path).Dispose();

    private string Path => System.IO.Path.Combine(_folder.FullName, "a;b='c'.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Query_ValuesOfEveryKind_ComeBackAsTheyWere()
    {
        using StoreConnection connection = Open();
        DateTime time = new(2026, 11, 28, 1, 2, 3, DateTimeKind.Utc);
        string[] texts = ["", "Grüße \U0001F4E8", "a\0b", "it's ? $1", new('x', 100_000)];
        connection.Execute("CREATE TABLE t (a, b, c, d, e)");
        foreach (string text in texts)
        {
            // The second time with the statement that is prepared already, and with values of other kinds.
            Assert.Equal(1, connection.Execute("INSERT INTO t VALUES (?, ?, ?, ?, ?)", text, long.MaxValue, null, time, CaseState.Waiting));
            Assert.Equal(1, connection.Execute("INSERT INTO t VALUES (?, ?, ?, ?, ?)", null, 7, text, null, null));
        }

        Assert.Equal(2 * texts.Length, connection.LastId);
        using StoreStatement row = connection.Query("SELECT * FROM t ORDER BY rowid");
        foreach (string text in texts)
        {
            Assert.True(row.Read());
            Assert.Equal((text, long.MaxValue, true, time, CaseState.Waiting), (row.Text(0), row.Number(1), row.IsNull(2), row.Time(3), row.Choice<CaseState>(4)));
            Assert.True(row.Read());
            Assert.Equal((null, 7, text, null), (row.OptionalText(0), row.Int(1), row.Text(2), row.Time(3)));
        }

        Assert.False(row.Read());
        Assert.Equal(2 * texts.Length, connection.Execute("UPDATE t SET a = 'x'"));
    }

    [Fact]
    public void Query_AnotherWithinItsRows_DisturbsNeither()
    {
        using StoreConnection connection = Open();
        using StoreStatement row = connection.Query("SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3");
        for (int i = 1; i <= 3; i++)
        {
            Assert.True(row.Read());
            Assert.Equal(i * 10, connection.Number("SELECT 10 * ?", i));
            Assert.Equal(i, row.Int(0));
        }
    }

    [Fact]
    public void Query_Damaged_TellsTheCode()
    {
        using StoreConnection connection = Open();
        Assert.Equal(1, Assert.Throws<SqliteException>(() => connection.Execute("SELECT nothing")).Code);
        File.WriteAllText(Path, new string('x', 5000));
        Assert.Equal(SqliteCode.NotADatabase, Assert.Throws<SqliteException>(() => connection.Execute("SELECT * FROM sqlite_master")).Code);
        Assert.Equal(SqliteCode.CannotOpen, Assert.Throws<SqliteException>(() => new StoreConnection(Path + "2", Wait(0, default))).Code & 0xFF);
    }

    [Fact]
    public void Execute_WhatOthersHold_IsGivenUpWhenThePatienceIs()
    {
        using StoreConnection holder = Open();
        holder.Execute("BEGIN EXCLUSIVE");
        using StoreConnection other = Open(Wait(0, default));

        Assert.Equal(SqliteCode.Busy, SqliteCode.Primary(Assert.Throws<SqliteException>(() => other.Execute("BEGIN IMMEDIATE")).Code));

        holder.Execute("ROLLBACK");
        other.Execute("BEGIN IMMEDIATE");
    }

    [Fact]
    public async Task Execute_WhatOthersHold_IsWaitedForAndDone()
    {
        using StoreConnection holder = Open();
        holder.Execute("BEGIN EXCLUSIVE");
        TaskCompletionSource started = new();
        Task<int> waiting = Task.Run(() =>
        {
            using StoreConnection other = Open();
            started.SetResult();
            other.Execute("BEGIN IMMEDIATE");
            other.Execute("CREATE TABLE t (a)");
            int changed = other.Execute("INSERT INTO t VALUES (1)");
            other.Execute("COMMIT");
            return changed;
        });
        await started.Task;
        holder.Execute("COMMIT");

        Assert.Equal(1, await waiting);
        Assert.Equal(1, holder.Number("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Execute_WhatOthersHold_EndsWithTheCaller()
    {
        using StoreConnection holder = Open();
        holder.Execute("BEGIN EXCLUSIVE");
        using CancellationTokenSource stop = new();
        using StoreConnection other = Open(Wait(300, stop.Token));
        Task waiting = Task.Run(() => other.Execute("BEGIN IMMEDIATE"));
        await stop.CancelAsync();

        // Less than the library by itself waits before it says anything at all.
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public void Dispose_Unfinished_IsUndoneAndTheFileIsLetGo()
    {
        using (StoreConnection connection = Open())
        {
            connection.Execute("CREATE TABLE t (a)");
            connection.Execute("BEGIN IMMEDIATE");
            connection.Execute("INSERT INTO t VALUES (1)");
            StoreStatement open = connection.Query("SELECT a FROM t");
            Assert.True(open.Read());
        }

        using StoreConnection other = Open(Wait(0, default));
        Assert.Equal(0, other.Number("SELECT count(*) FROM t"));
        Assert.Equal([System.IO.Path.GetFileName(Path)], _folder.GetFiles().Select(f => f.Name));
        if (OperatingSystem.IsLinux())
        {
            other.Dispose();
            Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd"), IsOurs);
        }
    }

    /// <summary>Whether a descriptor of this process is the store. Those of other tests come and go while it is looked at.</summary>
    private bool IsOurs(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, false)?.FullName == Path;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private StoreConnection Open(Patience? patience = null) => new(Path, patience ?? Wait(60, default));

    private static Patience Wait(int seconds, CancellationToken cancellationToken) => new(TimeSpan.FromSeconds(seconds), cancellationToken);
}
