using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

[Collection(ModuleCollection.Name)]
public sealed class ImportBounceMessageTests : IDisposable
{
    private const string Command = ",DelistTools.Commands.ImportBounceMessageCommand";

    private const string Line = "Nov 25 06:00:01 mail postfix/smtp[1]: 4XbR1k0Tz1: to=<a@example.net>, relay=mx.example.net[198.51.100.20]:25, delay=1, dsn=5.7.1, "
        + "status=bounced (host mx.example.net[198.51.100.20] said: 554 5.7.1 Service unavailable; Client host [203.0.113.25] blocked using zen.spamhaus.org (in reply to RCPT TO command))\n";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-import-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Path_WithWildcard_ReadsEachFile()
    {
        Write("a.log", Line);
        Write("b.log", Line + Line);
        Assert.Equal(3, Run("Import-BounceMessage ([System.IO.Path]::Combine($folder, '*.log'))").AssertNoErrors().Output.Count);
    }

    [Fact]
    public void LiteralPath_WithBrackets_IsTakenAsItIs()
    {
        Write("a[1].log", Line);
        Assert.Single(Run("Import-BounceMessage -LiteralPath ([System.IO.Path]::Combine($folder, 'a[1].log'))").AssertNoErrors().Output);
    }

    [Fact]
    public void Pipeline_FileObjects_AreReadWhereverTheSessionIs()
    {
        Write("a.log", Line);
        PSObject refusal = Run("[System.IO.DirectoryInfo]::new($folder).GetFiles() | Import-BounceMessage -LocalAddress 203.0.113.25").AssertNoErrors().Output.Single();

        Assert.Equal("Own", refusal.Properties["AddressOwner"].Value.ToString());
        Assert.Equal("spamhaus-zen", refusal.Properties["Blocklist"].Value);
        Assert.Equal("DelistTools.MailRefusal", refusal.BaseObject.GetType().FullName);
    }

    [Theory]
    [InlineData("Import-BounceMessage ([System.IO.Path]::Combine($folder, 'gone.log'))", "PathNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Import-BounceMessage -LiteralPath ([System.IO.Path]::Combine($folder, 'gone.log'))", "PathNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Import-BounceMessage ([System.IO.Path]::Combine($folder, 'gone*.log'))", "PathNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Import-BounceMessage Env:PATH", "PathNotInFileSystem", ErrorCategory.InvalidArgument)]
    [InlineData("Import-BounceMessage -LiteralPath nodrive:\\x", "PathNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Import-BounceMessage $folder -Follow", "FolderNotFollowed", ErrorCategory.InvalidArgument)]
    [InlineData("Import-BounceMessage a.log, b.log -Follow", "FollowsOneLog", ErrorCategory.InvalidArgument)]
    public void Path_ThatCannotBeRead_IsAnErrorAndTakesNoOtherWithIt(string script, string id, ErrorCategory category)
    {
        ModuleSession.Outcome outcome = Run(script);

        Assert.Null(outcome.Terminating);
        Assert.Equal(id + Command, outcome.Error.FullyQualifiedErrorId);
        Assert.Equal(category, outcome.Error.CategoryInfo.Category);
    }

    [Fact]
    public void Files_OneOfWhichIsEmpty_TheOthersAreRead()
    {
        Write("1", "");
        Write("2", Line);
        ModuleSession.Outcome outcome = Run("Import-BounceMessage $folder");

        Assert.Single(outcome.Output);
        Assert.Equal("FileEmpty" + Command, outcome.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Verbose_FileWithoutRefusal_SaysWhy()
    {
        Write("note.txt", "nothing of interest");
        string why = Run("Import-BounceMessage $folder -Verbose 4>&1").AssertNoErrors().Output.Single().ToString();

        Assert.Contains("neither a bounce nor a log", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_IntoTheRoute_IsOnePlanForTheAddress()
    {
        Write("a.log", Line + Line);
        Assert.Single(Run("Import-BounceMessage $folder | Get-DelistingRoute").AssertNoErrors().Output);
    }

    [Fact]
    public async Task Follow_LogThatGrows_GivesWhatIsAddedUntilItIsStopped()
    {
        string path = Write("mail.log", Line);
        using ModuleSession session = new();
        using PowerShell shell = session.Create("Import-BounceMessage -LiteralPath '" + path + "' -Follow");
        PSDataCollection<PSObject> output = [];
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        output.DataAdded += (_, e) => (e.Index == 0 ? first : second).TrySetResult();
        IAsyncResult run = shell.BeginInvoke<PSObject, PSObject>(null, output);
        await first.Task.WaitAsync(Guard);
        File.AppendAllText(path, Line);
        await second.Task.WaitAsync(Guard);
        await Task.Run(() => shell.Stop()).WaitAsync(Guard);

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
    }

    [Fact]
    public async Task Follow_LogThatIsNotThereYet_IsWaitedFor()
    {
        string path = Path.Combine(_folder.FullName, "new.log");
        using ModuleSession session = new();
        Task<ModuleSession.Outcome> run = Task.Run(() => session.Run(
            "do { Import-BounceMessage -Path $path -Follow | ForEach-Object { $_; break } } while ($false)", ("path", path)));
        File.WriteAllText(path, Line);

        Assert.Single((await run.WaitAsync(Guard)).AssertNoErrors().Output);
    }

    [Fact]
    public async Task First_OfALogWithoutEnd_EndsTheReading()
    {
        string path = Write("mail.log", Line);
        using ModuleSession session = new();
        ModuleSession.Outcome outcome = await Task.Run(() => session.Run(
            "do { Import-BounceMessage -LiteralPath $path -Follow | ForEach-Object { $_; break } } while ($false)", ("path", path))).WaitAsync(Guard);

        Assert.Single(outcome.AssertNoErrors().Output);
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private ModuleSession.Outcome Run(string script)
    {
        using ModuleSession session = new();
        return session.Run(script, ("folder", _folder.FullName));
    }
}
