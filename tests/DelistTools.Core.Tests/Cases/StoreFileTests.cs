using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Cases;
using DelistTools.State;
using Xunit;

namespace DelistTools.Core.Tests.Cases;

public sealed class StoreFileTests : IDisposable
{
    private static readonly string[] First = ["CREATE TABLE things (name TEXT NOT NULL)"];
    private static readonly string[] Second = ["ALTER TABLE things ADD COLUMN size INTEGER NOT NULL DEFAULT 7", "CREATE TABLE more (id INTEGER)"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-store-");

    private string File => Path.Combine(_folder.FullName, "cases.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Open_OfAnOlderSchema_MigratesAndKeepsACopy()
    {
        StoreFile old = new(File, new StoreSchema(First));
        old.Write(c => c.Execute("INSERT INTO things VALUES ('kept')"), default);

        StoreFile current = new(File, new StoreSchema(First, Second));
        Assert.Equal(7, current.Read(c => c.Number("SELECT size FROM things WHERE name = 'kept'"), default));

        Assert.Equal(2, current.Read(c => c.Number("PRAGMA user_version"), default));
        string copy = Assert.Single(Directory.GetFiles(_folder.FullName, "*.bak"));
        Assert.Equal(1, new StoreFile(copy, new StoreSchema(First)).Read(c => c.Number("SELECT count(*) FROM things"), default));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(copy));
        }
    }

    [Fact]
    public void Open_AMigrationThatFails_LeavesTheFileAsItWas()
    {
        StoreFile old = new(File, new StoreSchema(First));
        old.Write(c => c.Execute("INSERT INTO things VALUES ('kept')"), default);

        Assert.Throws<StoreException>(() => new StoreFile(File, new StoreSchema(First, ["DROP TABLE things", "not SQL"])).Read(c => 1, default));

        Assert.Equal(1, old.Read(c => c.Number("SELECT count(*) FROM things"), default));
    }

    [Fact]
    public async Task Open_SeveralAtOnce_MigrateOnce()
    {
        new StoreFile(File, new StoreSchema(First)).Write(c => c.Execute("INSERT INTO things VALUES ('kept')"), default);

        long?[] sizes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => new StoreFile(File, new StoreSchema(First, Second)).Read(c => c.Number("SELECT size FROM things"), default))));

        Assert.All(sizes, s => Assert.Equal(7, s));
    }

    [Fact]
    public void Open_OfANewerSchema_IsRefusedAndNotWrittenTo()
    {
        new StoreFile(File, new StoreSchema(First, Second)).Write(c => c.Execute("INSERT INTO more VALUES (1)"), default);
        byte[] before = System.IO.File.ReadAllBytes(File);
        StoreFile old = new(File, new StoreSchema(First));

        Assert.Equal("StoreNewer", Problem(() => old.Read(c => 1, default)));
        Assert.Equal("StoreNewer", Problem(() => old.Write(c => c.Execute("DELETE FROM things"), default)));

        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        Assert.Single(Directory.GetFiles(_folder.FullName));
    }

    [Theory]
    [InlineData("a diary of mine\n")]
    [InlineData("xy")]
    [InlineData("SQLite format 3\0 and then something else that is long enough to be a header, and far more than that, until it is over a hundred bytes")]
    public void Open_OfATextFile_IsRefusedAndNotWrittenTo(string text)
    {
        System.IO.File.WriteAllText(File, text);

        Assert.Equal("StoreForeign", Problem(() => new StoreFile(File).Read(c => 1, default)));
        Assert.Equal("StoreForeign", Problem(() => new StoreFile(File).Write(c => 1, default)));

        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    [Theory]
    [InlineData("CREATE TABLE bookmarks (url TEXT)")]
    [InlineData("PRAGMA application_id = 252006673")]
    [InlineData("PRAGMA user_version = 1")]
    public void Open_OfAnotherProgramsDatabase_IsRefusedAndNotWrittenTo(string made)
    {
        new FileStream(File, FileMode.CreateNew).Dispose();
        using (StoreConnection connection = new(File, new Patience(TimeSpan.Zero, default)))
        {
            connection.Execute(made);
        }

        byte[] before = System.IO.File.ReadAllBytes(File);

        Assert.Equal("StoreForeign", Problem(() => new StoreFile(File).Read(c => 1, default)));
        Assert.Equal("StoreForeign", Problem(() => new StoreFile(File).Write(c => 1, default)));
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Open_OfAFileCutShort_IsSaidToBeDamaged()
    {
        CaseStore store = new(new StoreFile(File), SystemClock.Instance);
        for (int i = 0; i < 20; i++)
        {
            store.Create(new NewCase { Target = "192.0.2." + i, Route = RouteSamples.WithSteps(10) }, false, default);
        }

        byte[] whole = System.IO.File.ReadAllBytes(File);
        foreach (int length in new[] { 4096, 8192, whole.Length / 8192 * 4096, whole.Length - 4096 })
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            string problem = Problem(() => store.List(new CaseFilter(), default));
            Assert.True(problem == "StoreDamaged", length + " of " + whole.Length + ": " + problem);
            Assert.Equal(length, new FileInfo(File).Length);
        }
    }

    [Fact]
    public void Open_OfAFileWithBytesTurned_NeverDoesHarm()
    {
        CaseStore store = new(new StoreFile(File), SystemClock.Instance);
        store.Create(new NewCase { Target = "192.0.2.1", Route = RouteSamples.WithSteps(10) }, false, default);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        Random random = new(20261128);
        for (int i = 0; i < 300; i++)
        {
            byte[] turned = [.. whole];
            for (int n = random.Next(1, 20); n > 0; n--)
            {
                turned[random.Next(turned.Length)] = (byte)random.Next(256);
            }

            System.IO.File.WriteAllBytes(File, turned);
            try
            {
                foreach (DelistingCase one in store.List(new CaseFilter(), default))
                {
                    Assert.NotNull(one.ToString());
                }

                store.Change(1, e => e.Add(CaseEventKind.Note, "x"), default);
            }
            catch (StoreException e)
            {
                Assert.Contains(e.Problem.Id, (string[])["StoreDamaged", "StoreForeign", "StoreNewer", "CaseNotFound", "StoreFailed"]);
            }
        }
    }

    [Fact]
    public void Write_WhereNoFolderCanBeMade_IsSaid()
    {
        System.IO.File.WriteAllText(Path.Combine(_folder.FullName, "file"), "x");

        Assert.Equal("StoreNotOpened", Problem(() => new StoreFile(Path.Combine(_folder.FullName, "file", "below", "cases.db")).Write(c => 1, default)));
        Assert.Equal("StoreNotOpened", Problem(() => new StoreFile(_folder.FullName).Write(c => 1, default)));
    }

    [Fact]
    public void Write_WhileOthersHoldIt_WaitsNoLongerThanItMay()
    {
        StoreFile file = new(File, patience: TimeSpan.FromMilliseconds(50));
        file.Write(c => 1, default);
        using StoreConnection other = new(File, new Patience(TimeSpan.Zero, default));
        other.Execute("BEGIN EXCLUSIVE");

        Assert.Equal("StoreLocked", Problem(() => file.Write(c => 1, default)));
        Assert.Equal("StoreLocked", Problem(() => file.Read(c => 1, default)));

        other.Execute("ROLLBACK");
        Assert.Equal(1, file.Write(c => 1, default));
    }

    [Fact]
    public async Task Write_WhileOthersHoldIt_GoesOnWhenTheyAreDone()
    {
        StoreFile file = new(File);
        file.Write(c => 1, default);
        Task<int> waiting;
        using (StoreConnection other = new(File, new Patience(TimeSpan.Zero, default)))
        {
            other.Execute("BEGIN EXCLUSIVE");
            waiting = Task.Run(() => file.Write(c => 2, default));
            Assert.False(waiting.IsCompleted);
        }

        Assert.Equal(2, await waiting);
    }

    [Fact]
    public async Task Write_WhileOthersHoldIt_EndsWhenItIsGivenUp()
    {
        StoreFile file = new(File);
        file.Write(c => 1, default);
        using StoreConnection other = new(File, new Patience(TimeSpan.Zero, default));
        other.Execute("BEGIN EXCLUSIVE");
        using CancellationTokenSource stop = new();
        Task waiting = Task.Run(() => file.Write(c => 1, stop.Token));

        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Threads_OfOneProcess_LoseNothing()
    {
        CaseStore store = new(new StoreFile(File), SystemClock.Instance);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            store.Create(new NewCase { Target = "192.0.2." + i }, false, default))));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 10; i++)
            {
                store.Change(1, e => e.Add(CaseEventKind.Note, "x"), default);
            }
        })));

        Assert.Equal(8, store.List(new CaseFilter(), default).Count);
        Assert.Equal(81, store.Find(1, default)!.Events.Count);
    }

    [Fact]
    public void PathOf_Named_GoesBeforeTheEnvironment()
    {
        Assert.Equal(Path.Combine(_folder.FullName, "x.db"), CaseStore.PathOf(Path.Combine(_folder.FullName, "x.db")));
        Assert.Equal(File, CaseStore.PathOf(_folder.FullName));
    }

    private static string Problem(Action work) => Assert.Throws<StoreException>(work).Problem.Id;
}
