using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using DelistTools.Cases;
using Xunit;

namespace DelistTools.Core.Tests.Cases;

public sealed class CaseStoreTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 11, 27, 9, 30, 0, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-store-");
    private readonly FakeCalendar _clock = new(Start);

    public void Dispose() => _folder.Delete(recursive: true);

    private CaseStore Store => new(new StoreFile(Path.Combine(_folder.FullName, "own", "cases.db")), _clock);

    [Fact]
    public void Create_ThenFind_GivesTheCaseAsItWas()
    {
        DelistingRoute route = RouteSamples.Filled();
        DelistingCase created = Store.Create(new NewCase { Target = "203.0.113.25", For = "lab", Name = RouteSamples.Nasty, Route = route }, false, default);

        DelistingCase found = Store.Find(created.Id, default)!;

        Assert.Equal(1, found.Id);
        Assert.Equal(RouteSamples.Flat(created), RouteSamples.Flat(found));
        Assert.Equal(RouteSamples.Flat(route), RouteSamples.Flat(found.Route));
        Assert.Equal((CaseState.Open, Start, Start, null), (found.State, found.OpenedAt, found.ChangedAt, found.ClosedAt));
        Assert.Equal([(1, StepProgress.Open, null), (2, StepProgress.Open, null)], found.Steps.Select(s => (s.Order, s.Progress, s.EndedAt)));
        Assert.Equal([(1, CaseEventKind.Opened, route.Reason)], found.Events.Select(e => (e.Number, e.Kind, e.Text)));
    }

    [Fact]
    public void Find_WithoutAFile_GivesNothingAndMakesNone()
    {
        Assert.Null(Store.Find(1, default));
        Assert.Empty(Store.List(new CaseFilter(), default));
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void Create_StepsThatAreNotNeeded_StartSo()
    {
        DelistingRoute route = new() { Steps = [new DelistingStep { State = StepState.NotNeeded }, new DelistingStep { State = StepState.Unknown }] };

        DelistingCase created = Create(route);

        Assert.Equal([StepProgress.NotNeeded, StepProgress.Open], created.Steps.Select(s => s.Progress));
        Assert.Equal(2, created.NextStep!.Order);
    }

    [Fact]
    public void Create_TheSameWhileOneIsOpen_IsRefusedAndNamesIt()
    {
        Create(RouteSamples.WithSteps(1));
        DelistingCase first = Store.Find(1, default)!;

        StoreException refused = Assert.Throws<StoreException>(() => Create(RouteSamples.WithSteps(2)));

        Assert.Equal("CaseAlreadyOpen", refused.Problem.Id);
        Assert.Contains(1, refused.Problem.Arguments.OfType<int>());
        Assert.Equal(RouteSamples.Flat(first), RouteSamples.Flat(Store.List(new CaseFilter(), default).Single()));
        Assert.Equal(2, Store.Create(new NewCase { Target = "203.0.113.25", For = "lab" }, beside: true, default).Id);
        Assert.Equal(3, Store.Create(new NewCase { Target = "203.0.113.26", For = "lab" }, false, default).Id);
        Store.Change(1, e => e.State = CaseState.Solved, default);
        Store.Remove(2, default);
        Assert.Equal(4, Create(RouteSamples.WithSteps(1)).Id);
    }

    [Fact]
    public void Change_EveryPart_IsKept()
    {
        Create(RouteSamples.WithSteps(3));
        _clock.Advance(TimeSpan.FromHours(1));

        DelistingCase changed = Store.Change(
            1,
            edit =>
            {
                edit.Add(CaseEventKind.ReplyReceived, "Received", "words", "lab:1", Start.AddDays(-1));
                edit.SetStep(1, StepProgress.Done);
                edit.Insert(2, [new DelistingStep { Order = 1, Title = "Added" }]);
                edit.AddTicket("A1");
                edit.AddTicket("B2");
                edit.AddTicket("A1");
                edit.Draft = RouteSamples.Nasty;
                edit.State = CaseState.Waiting;
                edit.NextActionAt = Start.AddDays(5);
                edit.Add(CaseEventKind.Note, RouteSamples.Nasty, "evidence");
            },
            default);
        DelistingCase found = Store.Find(1, default)!;

        Assert.Equal(RouteSamples.Flat(changed), RouteSamples.Flat(found));
        Assert.Equal(["Step 1", "Added", "Step 2", "Step 3"], found.Steps.Select(s => s.Title));
        Assert.Equal([1, 2, 3, 4], found.Steps.Select(s => s.Order));
        Assert.Equal(["Step 1", "Step 2", "Step 3"], found.Route.Steps.Select(s => s.Title));
        Assert.Equal((StepProgress.Done, Start.AddHours(1)), (found.Steps[0].Progress, found.Steps[0].EndedAt));
        Assert.Equal(["B2", "A1"], found.Tickets);
        Assert.Equal("A1", found.Ticket);
        Assert.Equal((CaseState.Waiting, Start.AddDays(5), Start.AddHours(1)), (found.State, found.NextActionAt, found.ChangedAt));
        Assert.Equal(RouteSamples.Nasty, found.Draft);
        Assert.Equal(("lab:1", Start.AddDays(-1)), (found.Events[1].ReplyId, found.Events[1].ReplyDate));
        Assert.Equal((3, RouteSamples.Nasty, "evidence"), (found.Events[2].Number, found.Events[2].Text, found.Events[2].Evidence));
    }

    [Fact]
    public void Change_ThatThrows_ChangesNothing()
    {
        Create(RouteSamples.WithSteps(1));

        Assert.Throws<InvalidOperationException>(() => Store.Change(
            1,
            edit =>
            {
                edit.Draft = "lost";
                throw new InvalidOperationException();
            },
            default));

        Assert.Null(Store.Find(1, default)!.Draft);
        Assert.Equal("CaseNotFound", Assert.Throws<StoreException>(() => Store.Change(7, _ => { }, default)).Problem.Id);
    }

    [Fact]
    public void Change_ClosingAndReopening_SetsWhenItWasClosed()
    {
        Create(RouteSamples.WithSteps(1));
        Store.Change(1, e => e.NextActionAt = Start, default);

        DelistingCase closed = Store.Change(1, e => e.State = CaseState.Abandoned, default);
        Assert.Equal((Start, null, null), (closed.ClosedAt, closed.NextActionAt, closed.NextStep));

        DelistingCase reopened = Store.Change(1, e => e.State = CaseState.Open, default);
        Assert.Equal((null, 1), (reopened.ClosedAt, reopened.NextStep!.Order));
    }

    [Fact]
    public void List_Filters_LetThroughWhatIsAskedFor()
    {
        foreach ((string target, string operatorId) in new[] { ("192.0.2.1", "a"), ("192.0.2.2", "b"), ("192.0.2.3", "a"), ("192.0.2.4", "c"), ("192.0.2.5", "c") })
        {
            Store.Create(new NewCase { Target = target, For = operatorId, Name = operatorId.ToUpperInvariant() }, false, default);
        }

        Wait(1, 2);
        Wait(2, 1);
        Wait(3, 30);
        Store.Change(5, e => e.State = CaseState.Solved, default);

        Assert.Equal([5, 4, 3, 2, 1], Ids(new CaseFilter()));
        Assert.Equal([4, 3, 2, 1], Ids(new CaseFilter { IsUnclosed = true }));
        Assert.Equal([5], Ids(new CaseFilter { States = [CaseState.Solved, CaseState.Abandoned] }));
        Assert.Equal([3, 1], Ids(new CaseFilter { For = (id, name) => id == "a" && name == "A" }));
        Assert.Equal([2], Ids(new CaseFilter { Target = t => t == "192.0.2.2" }));
        Assert.Equal([4, 2], Ids(new CaseFilter { Ids = [2, 4, 9] }));

        // Two whose time has come, the one that is overdue longest first; then one that the user has to go on with.
        Assert.Equal([2, 1, 4], Ids(new CaseFilter { DueAt = Start.AddDays(2) }));
        Assert.Equal([4], Ids(new CaseFilter { DueAt = Start.AddHours(23) }));
    }

    [Theory]
    [InlineData(int.MaxValue, 2)]
    [InlineData(1_000_001, 2)]
    [InlineData(10_002, 2)]
    [InlineData(10_001, 10_001)]
    public void Import_NumberFarOff_IsNotTakenOver(int id, int expected)
    {
        Create(RouteSamples.WithSteps(1));

        Assert.Equal(expected, Assert.Single(Store.Import([CaseSamples.Microsoft(id)], default))!.Id);
        Assert.Equal(expected + 1, Store.Create(new NewCase { Target = "192.0.2.1", For = "b" }, false, default).Id);
    }

    [Fact]
    public void Create_WhereTheNumbersHaveComeToTheirEnd_GoesOn()
    {
        Create(RouteSamples.WithSteps(1));
        new StoreFile(Store.Path).Write(c => c.Execute("UPDATE sqlite_sequence SET seq = 2147483647 WHERE name = 'cases'"), default);

        Assert.Equal(2, Store.Create(new NewCase { Target = "192.0.2.1", For = "b" }, false, default).Id);
        Assert.Equal(3, Store.Create(new NewCase { Target = "192.0.2.2", For = "b" }, false, default).Id);
    }

    [Fact]
    public void List_DueWaitingWithoutATime_IsDue()
    {
        Create(RouteSamples.WithSteps(1));
        Store.Change(1, e => e.State = CaseState.Waiting, default);

        Assert.Equal([1], Ids(new CaseFilter { DueAt = Start }));
    }

    [Fact]
    public void Change_ThatChangesNothing_LeavesTheTime()
    {
        Create(RouteSamples.WithSteps(1));
        _clock.Advance(TimeSpan.FromHours(1));
        Store.Change(1, _ => { }, default);

        Assert.Equal(Start, Store.Find(1, default)!.ChangedAt);
    }

    [Fact]
    public void Export_Database_IsKnownByItsFirstBytes()
    {
        Create(RouteSamples.WithSteps(1));
        string text = Path.Combine(_folder.FullName, "text");
        File.WriteAllText(text, "SQLite form");

        Assert.Equal((true, false), (StoreFile.IsDatabase(Store.Path), StoreFile.IsDatabase(text)));
    }

    [Fact]
    public void Remove_Case_TakesItsHistoryAndNeverItsNumber()
    {
        Create(RouteSamples.WithSteps(2));

        Assert.True(Store.Remove(1, default));
        Assert.False(Store.Remove(1, default));

        Assert.Null(Store.Find(1, default));
        StoreFile file = new(Store.Path);
        Assert.Equal(0, file.Read(c => c.Number("SELECT (SELECT count(*) FROM steps) + (SELECT count(*) FROM events)"), default));
        Assert.Equal(2, Create(RouteSamples.WithSteps(2)).Id);
    }

    [Fact]
    public void Create_OnUnix_IsTheOwnersFromTheFirstByteOn()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Create(RouteSamples.WithSteps(1));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Store.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(Store.Path)!));
        UnixFileMode? journal = null;
        new StoreFile(Store.Path).Write(
            connection =>
            {
                connection.Execute("UPDATE cases SET draft = 'x'");
                journal = OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(Store.Path + "-journal");
                return true;
            },
            default);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, journal);
        Assert.Equal(["cases.db"], Directory.GetFiles(Path.GetDirectoryName(Store.Path)!).Select(Path.GetFileName));
    }

    private DelistingCase Create(DelistingRoute route) =>
        Store.Create(new NewCase { Target = "203.0.113.25", For = "lab", Name = "Lab", Route = route }, false, CancellationToken.None);

    private void Wait(int id, int days) => Store.Change(
        id,
        edit =>
        {
            edit.State = CaseState.Waiting;
            edit.NextActionAt = Start.AddDays(days);
        },
        default);

    private IEnumerable<int> Ids(CaseFilter filter) => Store.List(filter, default).Select(c => c.Id);
}
