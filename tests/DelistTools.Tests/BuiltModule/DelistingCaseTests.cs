using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

[Collection(ModuleCollection.Name)]
public sealed class DelistingCaseTests : IDisposable
{
    private const string Last = "; (Get-DelistingCase 1 -ErrorAction Stop).Events[-1].Kind";

    private readonly StoreSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void New_TheModelCase_IsKeptForAnotherSession()
    {
        Open();

        Assert.Equal(
            ["1|203.0.113.25|microsoft-consumer|Open||Fix"],
            _session.Texts("Get-DelistingCase | ForEach-Object { $_.Id, $_.Target, $_.For, $_.State, $_.Ticket, $_.NextStep.Kind -join '|' }"));
        using ModuleSession other = new();
        Assert.Equal(1, other.Run("(Get-DelistingCase).Id").AssertNoErrors().Output.Single().BaseObject);
        Assert.True(File.Exists(_session.Store));
    }

    [Fact]
    public void New_WhileOneIsOpen_IsAnErrorThatNamesItAndForceMakesAnother()
    {
        Open();

        ModuleSession.Outcome again = _session.Run(StoreSession.Route + " | New-DelistingCase");
        Assert.Equal("CaseAlreadyOpen,DelistTools.Commands.NewDelistingCaseCommand", again.Error.FullyQualifiedErrorId);
        Assert.Contains("Get-DelistingCase 1", again.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Null(again.Terminating);

        Assert.Equal(["2"], _session.Texts("(" + StoreSession.Route + " | New-DelistingCase -Force).Id"));
        Assert.Equal(["2", "1"], _session.Texts("(Get-DelistingCase).Id"));
    }

    [Fact]
    public void New_WhatIf_MakesNothing()
    {
        Assert.Empty(_session.Run(StoreSession.Route + " | New-DelistingCase -WhatIf").AssertNoErrors().Output);
        Assert.Empty(Directory.GetFileSystemEntries(_session.Folder));
    }

    [Fact]
    public void New_OfWhatIsNotWorthIt_Warns()
    {
        ModuleSession.Outcome opened = _session.Run("Get-DelistingRoute -Blocklist uceprotect-3 -Address 203.0.113.25 | New-DelistingCase").AssertNoErrors();

        Assert.Contains("203.0.113.25 uceprotect-3", Assert.Single(opened.Warnings), StringComparison.Ordinal);
        Assert.Single(opened.Output);
    }

    [Fact]
    public void New_ListsOfTwoOperators_AreTwoCases() => Assert.Equal(
        ["barracuda-brbl", "spamcop"],
        _session.Texts("(Get-DelistingRoute -Blocklist spamcop, barracuda-brbl -Address 203.0.113.25 | New-DelistingCase).For").Order());

    [Fact]
    public void Set_TheWholeWay_LeadsToSolved()
    {
        Open();

        Assert.Equal(["StepDone"], _session.Texts("Set-DelistingCase 1 -StepDone 1" + Last));
        Assert.Equal(["StepSkipped"], _session.Texts("Get-DelistingCase 1 | Set-DelistingCase -StepSkipped 2" + Last));
        Assert.Equal(["StepReopened"], _session.Texts("Set-DelistingCase 1 -StepOpen 2" + Last));
        Assert.Equal(["TicketAdded"], _session.Texts("Set-DelistingCase 1 -Ticket ' SRX1 '" + Last));
        Assert.Equal(["Note"], _session.Texts("Set-DelistingCase 1 -Note 'They called back'" + Last));
        Assert.Equal(["Drafted"], _session.Texts("Set-DelistingCase 1 -Draft \"Dear operator`nplease\"" + Last));
        Assert.Equal(["Scheduled"], _session.Texts("Set-DelistingCase 1 -NextActionAt '2030-01-01'" + Last));
        Assert.Equal(["Sent|Waiting"], _session.Texts("Set-DelistingCase 1 -Sent -PassThru | ForEach-Object { $_.Events[-1].Kind, $_.State -join '|' }"));
        Assert.Equal(["Solved"], _session.Texts("Set-DelistingCase 1 -State Solved" + Last));

        Assert.Empty(_session.Texts("Get-DelistingCase"));
        Assert.Equal(["1|SRX1"], _session.Texts("Get-DelistingCase -All | ForEach-Object { $_.Id, $_.Ticket -join '|' }"));
        Assert.Equal(["1"], _session.Texts("(Get-DelistingCase -State Solved).Id"));
    }

    [Theory]
    [InlineData("Set-DelistingCase 1", "CaseChangeMissing", true)]
    [InlineData("Get-DelistingCase 1 | Set-DelistingCase", "CaseChangeMissing", true)]
    [InlineData("Set-DelistingCase 9 -Note x", "CaseNotFound", false)]
    [InlineData("Set-DelistingCase 1 -StepDone 99 -Note x", "CaseStepNotFound", false)]
    [InlineData("Get-DelistingCase 9", "CaseNotFound", false)]
    [InlineData("Remove-DelistingCase 9 -Confirm:$false", "CaseNotFound", false)]
    [InlineData("Get-DelistingCase -StorePath env:x", "PathNotInFileSystem", true)]
    [InlineData("Get-DelistingCase -StorePath \"a`0b\"", "PathNotInFileSystem", true)]
    [InlineData("Get-DelistingCase -StorePath $folder/text.db", "StoreForeign", true)]
    [InlineData("Export-DelistingCase env:x", "PathNotInFileSystem", true)]
    [InlineData("Export-DelistingCase \"a`0b\"", "PathNotInFileSystem", true)]
    [InlineData("Export-DelistingCase /proc/nowhere/cases.jsonl", "CaseFileNotWritten", true)]
    [InlineData("Export-DelistingCase $folder/cases.db -Force", "CaseFileIsStore", true)]
    [InlineData("Export-DelistingCase $folder/copy.db -Force", "CaseFileIsStore", true)]
    [InlineData("Set-DelistingCase 1 -Ticket ' '", "CaseTextEmpty", true)]
    [InlineData("Set-DelistingCase 1 -Note \"`n\"", "CaseTextEmpty", true)]
    [InlineData("Set-DelistingCase 1 -Ticket ('7' * 65)", "CaseTicketTooLong", true)]
    [InlineData("Get-DelistingCase -For '[a'", "PatternInvalid", true)]
    [InlineData("Import-DelistingCase /nowhere/cases.jsonl", "PathNotFound", false)]
    public void Mistakes_Are_ErrorsWithAnId(string script, string id, bool ends)
    {
        Open();

        File.WriteAllText(Path.Combine(_session.Folder, "text.db"), "a diary of mine");
        File.WriteAllText(Path.Combine(_session.Folder, "copy.db"), "SQLite format 3\0 and so on");

        ModuleSession.Outcome outcome = _session.Run("try { " + script + " } catch { 'ended'; $_ }");

        ErrorRecord error = ends ? (ErrorRecord)outcome.Output[1].BaseObject : outcome.Error;
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ends, outcome.Output.Any(o => o.BaseObject is "ended"));
        Assert.Equal(["1"], _session.Texts("(Get-DelistingCase 1).Events.Count"));
    }

    [Fact]
    public void Set_OneWrongIdAmongOthers_LosesNothingElse()
    {
        Open();

        ModuleSession.Outcome outcome = _session.Run("Set-DelistingCase 9, 1 -Note x; (Get-DelistingCase 1).Events[-1].Text");

        Assert.Equal("x", outcome.Output.Single().BaseObject);
        Assert.Single(outcome.Errors);
    }

    [Fact]
    public void Get_Due_IsWhatSomethingIsToBeDoneAbout()
    {
        Run("Get-DelistingRoute -Blocklist spamcop, barracuda-brbl, psbl -Address 203.0.113.25 | New-DelistingCase");
        Run("Set-DelistingCase 1 -State Waiting; Set-DelistingCase 1 -NextActionAt ([datetime]::Now.AddHours(1))");
        Run("Set-DelistingCase 2 -State Waiting; Set-DelistingCase 2 -NextActionAt ([datetime]::Now.AddMinutes(-1))");

        Assert.Equal(["2", "3"], _session.Texts("(Get-DelistingCase -Due).Id"));
        Assert.Equal(["3", "2", "1"], _session.Texts("(Get-DelistingCase).Id"));
        Assert.Single(_session.Texts("(Get-DelistingCase -For spamc*).Id"));
        Assert.Equal(3, _session.Texts("(Get-DelistingCase -Address 203.0.113.*).Id").Length);
        Assert.Empty(_session.Texts("Get-DelistingCase -Address 203.0.113.2"));
    }

    [Fact]
    public void Remove_Case_AsksAndIsGone()
    {
        Open();

        Run("Remove-DelistingCase 1 -WhatIf");
        Assert.Equal(["1"], _session.Texts("(Get-DelistingCase).Id"));
        Run("Get-DelistingCase | Remove-DelistingCase -Confirm:$false");
        Assert.Empty(_session.Texts("Get-DelistingCase -All"));
    }

    [Fact]
    public void Export_File_IsGivenAsTheEngineGivesFiles()
    {
        Open();
        Assert.Equal(["cases.jsonl", "False"], _session.Texts("$f = Export-DelistingCase ([System.IO.Path]::Combine($folder, 'cases.jsonl')); $f.Name; $f.PSIsContainer"));
    }

    [Fact]
    public void ExportImport_AllCases_ComeBackWholeAndOnce()
    {
        Open();
        Run("Get-DelistingRoute -Blocklist spamcop -Address 203.0.113.25 | New-DelistingCase; Set-DelistingCase 1 -Note \"`e[31mred\" -Sent -Ticket X1");
        string file = Path.Combine(_session.Folder, "cases.jsonl");

        Run("Export-DelistingCase '" + file + "'");
        Assert.Equal(2, File.ReadAllLines(file).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.StartsWith("CaseFileExists,", _session.Run("Export-DelistingCase '" + file + "'").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Run("Get-DelistingCase 1 | Export-DelistingCase '" + file + "' -Force; Get-DelistingCase | Export-DelistingCase '" + file + "' -Force");
        File.AppendAllText(file, "\n{\"broken\"\n");

        string other = " -StorePath '" + Path.Combine(_session.Folder, "other", "x.db") + "'";
        Run("Get-DelistingRoute -Blocklist psbl -Address 203.0.113.99 | New-DelistingCase" + other);
        ModuleSession.Outcome imported = _session.Run("(Import-DelistingCase '" + file + "'" + other + ").Id");

        // Its own case 1 stays; what was 2 keeps its number, and what was 1 gets the next.
        Assert.Equal([2, 3], imported.Output.Select(o => (int)o.BaseObject));
        Assert.StartsWith("CaseLineInvalid,", imported.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Line 4", imported.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["X1|True|Imported"], _session.Texts(
            "Get-DelistingCase 3" + other + " | ForEach-Object { $_.Ticket, ($_.Events.Text -contains \"`e[31mred\"), $_.Events[-1].Kind -join '|' }"));
        Assert.Empty(_session.Run("Import-DelistingCase '" + file + "'" + other).Output);
        Assert.Equal(3, _session.Texts("(Get-DelistingCase" + other + ").Id").Length);
    }

    [Fact]
    public void StorePath_RelativeToTheSession_IsTakenSo()
    {
        Run("$ExecutionContext.SessionState.Path.SetLocation($folder) > $null; Get-DelistingRoute -Blocklist psbl -Address 203.0.113.99 | New-DelistingCase -StorePath here.db");

        Assert.True(File.Exists(Path.Combine(_session.Folder, "here.db")));
    }

    [Fact]
    public void StorePath_WithASeparatorAtItsEnd_IsAFolder()
    {
        Run("Get-DelistingRoute -Blocklist psbl -Address 203.0.113.99 | New-DelistingCase -StorePath \"$folder/new/\"");

        Assert.True(File.Exists(Path.Combine(_session.Folder, "new", "cases.db")));
    }

    [Fact]
    public void Import_SecondOpenCaseOfOneTargetAndOperator_Warns()
    {
        Open();
        string file = Path.Combine(_session.Folder, "cases.jsonl");
        string other = " -StorePath '" + Path.Combine(_session.Folder, "x.db") + "'";
        Run("Export-DelistingCase '" + file + "'; " + StoreSession.Route + " | New-DelistingCase" + other);

        ModuleSession.Outcome imported = _session.Run("Import-DelistingCase '" + file + "'" + other).AssertNoErrors();

        Assert.Contains("case 1", Assert.Single(imported.Warnings), StringComparison.Ordinal);
        Assert.Single(imported.Output);
    }

    [Fact]
    public void Set_TheSameReplyAgain_WarnsAndChangesNothing()
    {
        Open();
        object reply = Reply(("Operator", "microsoft-consumer"), ("Verdict", "Received"), ("Evidence", "Its words."));
        _session.Module.Run("$reply | Set-DelistingCase", ("reply", reply)).AssertNoErrors();
        string[] before = _session.Texts("(Get-DelistingCase 1).Events.Count");

        ModuleSession.Outcome again = _session.Module.Run("$reply | Set-DelistingCase", ("reply", reply)).AssertNoErrors();

        Assert.Single(again.Warnings);
        Assert.Equal(before, _session.Texts("(Get-DelistingCase 1).Events.Count"));
    }

    [Theory]
    [InlineData("$reply | Set-DelistingCase", null, "ReplyWithoutOperator")]
    [InlineData("$reply | Set-DelistingCase -Id 1", "gmail", "ReplyOfAnotherOperator")]
    public void Set_ReplyOfNobodyOrSomebodyElse_IsNotApplied(string script, string? by, string id)
    {
        Open();
        object reply = by is null ? Reply(("Verdict", "Received")) : Reply(("Operator", by), ("Verdict", "Received"));

        ModuleSession.Outcome outcome = _session.Module.Run(script, ("reply", reply));

        Assert.StartsWith(id + ",", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["1"], _session.Texts("(Get-DelistingCase 1).Events.Count"));
    }

    [Fact]
    public void Environment_RelativePath_IsAnError()
    {
        Run("$env:DELISTTOOLS_STORE = 'cases.db'");

        ModuleSession.Outcome outcome = _session.Run("try { Get-DelistingCase } catch { $_.FullyQualifiedErrorId }");

        Assert.StartsWith("StorePathRelative,", (string)outcome.Output.Single().BaseObject, StringComparison.Ordinal);
    }

    [Fact]
    public void Completion_IdsAndOperators_SayWhatTheyAre()
    {
        Open();

        CompletionResult id = Complete("Set-DelistingCase ").Single();
        Assert.Equal(("1", "1: 203.0.113.25 microsoft-consumer, Open"), (id.CompletionText, id.ToolTip));
        CompletionResult by = Complete("Get-DelistingCase -For mic").Single();
        Assert.Equal(("microsoft-consumer", "Microsoft Outlook.com / Hotmail (consumer), 1 case"), (by.CompletionText, by.ToolTip));
    }

    [Theory]
    [InlineData("$reply | Set-DelistingCase")]
    [InlineData("$reply | Set-DelistingCase -Id 1")]
    [InlineData("Get-DelistingCase 1 | Set-DelistingCase -Reply $reply")]
    public void Set_Reply_BringsUpWhatTheOperatorFollows(string script)
    {
        Open();
        Run("Set-DelistingCase 1 -StepSkipped (Get-DelistingCase 1).Steps.Order");

        _session.Module.Run(script, ("reply", Reply(("Operator", "microsoft-consumer"), ("Ticket", "SRX9"), ("Verdict", "BlockedByUpstream"), ("Blocklist", "symantec-brightmail"))))
            .AssertNoErrors();

        Assert.Equal(
            ["Open|symantec-brightmail|SRX9"],
            _session.Texts("Get-DelistingCase 1 | ForEach-Object { $_.State, $_.NextStep.For, $_.Ticket -join '|' }"));
    }

    [Theory]
    [InlineData("microsoft-consumer", "ReplyMatchesSeveralCases")]
    [InlineData("gmail", "ReplyMatchesNoCase")]
    public void Set_ReplyThatFitsNotOneCase_IsAnErrorAndChangesNothing(string by, string id)
    {
        Open();
        Run(StoreSession.Route + " | New-DelistingCase -Force");

        ModuleSession.Outcome outcome = _session.Module.Run("$reply | Set-DelistingCase", ("reply", Reply(("Operator", by), ("Verdict", "Received"))));

        Assert.StartsWith(id + ",", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["1", "1"], _session.Texts("Get-DelistingCase | ForEach-Object { $_.Events.Count }"));
    }

    /// <summary>An answer as the module's own reader would make it; its type lives in the module's private context.</summary>
    private object Reply(params (string Name, string Value)[] properties)
    {
        Type type = ((Type)_session.Run("(Get-Command Set-DelistingCase).ImplementingType").Output.Single().BaseObject)
            .GetProperty("Reply")!.PropertyType.GetElementType()!;
        object reply = Activator.CreateInstance(type, nonPublic: true)!;
        foreach ((string name, string value) in properties)
        {
            System.Reflection.PropertyInfo property = type.GetProperty(name)!;
            property.SetValue(reply, property.PropertyType.IsEnum ? Enum.Parse(property.PropertyType, value) : value);
        }

        return reply;
    }

    private void Open() => Run(StoreSession.Route + " | New-DelistingCase");

    private void Run(string script) => _session.Run(script).AssertNoErrors();

    private IReadOnlyList<CompletionResult> Complete(string text)
    {
        using PowerShell shell = PowerShell.Create(_session.Module.Runspace);
        return CommandCompletion.CompleteInput(text, text.Length, null, shell).CompletionMatches;
    }
}
