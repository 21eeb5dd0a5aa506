using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.State;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class SharedStateFileTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-state-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string FilePath => Path.Combine(_folder.FullName, "made", "numbers.json");

    [Fact]
    public void Change_NoFile_MakesOneThatIsReadBack()
    {
        Assert.Null(Count(out int first));
        Assert.Null(Count(out int second));

        Assert.Equal((1, 2), (first, second));
        Assert.Equal("{\"kind\":\"numbers\",\"version\":1,\"state\":{\"number\":2}}\n", System.IO.File.ReadAllText(FilePath));
    }

    [Fact]
    public void Change_OnUnix_IsForItsOwnerAlone()
    {
        Count(out _);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(FilePath));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(Path.GetDirectoryName(FilePath)!));
        }
    }

    [Fact]
    public void Change_NothingToWrite_LeavesTheFileAlone()
    {
        Assert.Null(Shared().Change(_ => null, Patience, default));
        Assert.False(System.IO.File.Exists(FilePath));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    [InlineData("{\"kind\":\"numbers\",\"version\":1,\"state\":{\"number\":2")]
    [InlineData("{ \"kind\" : \"numbers\",\n \"version\":1,\"state\": 5 }")]
    [InlineData("{\"kind\":\"numbers\",\"version\":0,\"state\":{\"number\":2}}")]
    [InlineData("{\"kind\":\"numbers\",\"version\":1,\"state\":{\"number\":\"two\"}}")]
    public void Change_OursAndDamaged_IsBegunAnew(string content)
    {
        Write(content);

        StateFault? fault = Count(out int number);

        Assert.Equal(StateFaultKind.Damaged, fault?.Kind);
        Assert.Equal(1, number);
        Assert.Null(Count(out number));
        Assert.Equal(2, number);
    }

    [Theory]
    [InlineData("{\"kind\":\"others\",\"version\":1,\"state\":{\"number\":2}}", nameof(StateFaultKind.Foreign))]
    [InlineData("{\"schema\":1,\"blocklists\":[]}", nameof(StateFaultKind.Foreign))]
    [InlineData("Dear diary", nameof(StateFaultKind.Foreign))]
    [InlineData("{\"kind\":\"numbers\",\"version\":2,\"state\":[1]}", nameof(StateFaultKind.Newer))]
    public void Change_NotOurs_IsNotTouched(string content, string kind)
    {
        Write(content);

        StateFault? fault = Count(out int number);

        Assert.Equal(kind, fault?.Kind.ToString());
        Assert.Equal(0, number);
        Assert.Equal(content, System.IO.File.ReadAllText(FilePath));
    }

    [Fact]
    public void Change_ReadOnly_IsReadAndNotWritten()
    {
        Count(out _);
        System.IO.File.SetAttributes(FilePath, FileAttributes.ReadOnly);

        StateFault? fault = Count(out int number);

        Assert.Equal(StateFaultKind.Unusable, fault?.Kind);
        Assert.Equal(2, number);
        System.IO.File.SetAttributes(FilePath, FileAttributes.Normal);
        Count(out number);
        Assert.Equal(2, number);
    }

    [Fact]
    public void Change_FolderCannotBeMade_IsSaid()
    {
        System.IO.File.WriteAllText(Path.Combine(_folder.FullName, "made"), "a file");

        Assert.Equal(StateFaultKind.Unusable, Count(out _)?.Kind);
    }

    [Fact]
    public void Change_FolderInItsPlace_IsSaid()
    {
        Directory.CreateDirectory(FilePath);

        Assert.Equal(StateFaultKind.Unusable, Count(out _)?.Kind);
    }

    [Fact]
    public void Change_OthersHoldIt_GivesUpInTime()
    {
        Count(out _);
        using (new FileStream(FilePath + ".lock", FileMode.Open, FileAccess.Write, FileShare.None))
        {
            Assert.Equal(StateFaultKind.Busy, Shared().Change(_ => throw new InvalidOperationException(), TimeSpan.FromMilliseconds(50), default)?.Kind);
            using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(20));
            Assert.ThrowsAny<OperationCanceledException>(() => Shared().Change(_ => null, Patience, cancellation.Token));
        }

        Assert.Null(Count(out int number));
        Assert.Equal(2, number);
    }

    [Fact]
    public async Task Change_ManyAtOnce_LoseNothing()
    {
        const int Threads = 8;
        const int Times = 40;
        StateFault?[][] faults = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(
            () => Enumerable.Range(0, Times).Select(_ => Count(out int _)).ToArray())));

        Assert.All(faults.SelectMany(f => f), Assert.Null);
        Count(out int number);
        Assert.Equal((Threads * Times) + 1, number);
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(FilePath)!).Length);
    }

    private SharedStateFile Shared() => new(FilePath, "numbers", 1);

    private StateFault? Count(out int number)
    {
        int counted = 0;
        StateFault? fault = Shared().Change(
            content =>
            {
                counted = (content?.Number("number") ?? 0) + 1;
                return text => text.Number("number", counted);
            },
            Patience,
            default);
        number = counted;
        return fault;
    }

    private void Write(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        System.IO.File.WriteAllText(FilePath, content);
    }
}
