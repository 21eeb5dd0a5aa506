using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

[Collection(ModuleCollection.Name)]
public sealed class ConvertFromDelistingReplyTests : IDisposable
{
    private const string Command = ",DelistTools.Commands.ConvertFromDelistingReplyCommand";

    private const string Removed = "The IP address 192.0.2.45 has been removed from our blocklist.";

    private static readonly string Examples = Path.Combine(Repository.Root, "docs", "examples", "replies");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-replies-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Path_ModelCase_IsTheReceiptAndTheListBehindIt()
    {
        PSObject[] replies = [.. Run("ConvertFrom-DelistingReply -Path ([System.IO.Path]::Combine($examples, '*.eml'))").AssertNoErrors().Output];

        Assert.Equal(["Received", "BlockedByUpstream"], replies.Select(r => r.Properties["Verdict"].Value.ToString()));
        Assert.Equal("symantec-brightmail", replies[1].Properties["Blocklist"].Value);
        Assert.Equal("DelistTools.DelistingReply", replies[1].BaseObject.GetType().FullName);
        Assert.EndsWith("2-brightmail.eml", (string)replies[1].Properties["SourcePath"].Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[System.IO.DirectoryInfo]::new($examples).GetFiles('*.eml') | ConvertFrom-DelistingReply", 2)]
    [InlineData("$file, $file | ConvertFrom-DelistingReply", 2)]
    [InlineData("ConvertFrom-DelistingReply $file", 1)]
    [InlineData("$lines | ConvertFrom-DelistingReply", 1)]
    [InlineData("$text | ConvertFrom-DelistingReply", 1)]
    [InlineData("ConvertFrom-DelistingReply $text", 1)]
    [InlineData("$lines + $file | ConvertFrom-DelistingReply", 2)]
    public void Pipeline_FilesLinesOrWholeText_SayTheSame(string script, int count)
    {
        PSObject[] replies = [.. Run(script).AssertNoErrors().Output];

        Assert.Equal(count, replies.Length);
        Assert.Equal("SRX1234567890ID", replies[0].Properties["Ticket"].Value);
        Assert.Equal("microsoft-receipt", replies[0].Properties["RuleId"].Value);
    }

    [Fact]
    public void Pipeline_SeveralTexts_EachIsAnAnswer() => Assert.Equal(
        2, Run("\"" + Removed + "`nKind regards\", \"We will not remove the IP from our blocklist.`nKind regards\" | ConvertFrom-DelistingReply").AssertNoErrors().Output.Count);

    [Theory]
    [InlineData("''")]
    [InlineData("'Hello'")]
    [InlineData("'550 5.7.1 Service unavailable'")]
    public void Text_ThatIsNoAnswer_IsUnknownAndNoError(string text)
    {
        PSObject reply = Run(text + " | ConvertFrom-DelistingReply").AssertNoErrors().Output.Single();
        Assert.Equal("Unknown", reply.Properties["Verdict"].Value.ToString());
        Assert.NotEmpty((string)reply.Properties["Evidence"].Value);
    }

    [Theory]
    [InlineData("-Path ([System.IO.Path]::Combine($folder, 'gone.eml'))", "PathNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("-LiteralPath ([System.IO.Path]::Combine($folder, 'gone[1].eml'))", "PathNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("-Path Env:PATH", "PathNotInFileSystem", ErrorCategory.InvalidArgument)]
    [InlineData("-Path $folder", "FolderNotRead", ErrorCategory.InvalidArgument)]
    public void Path_ThatCannotBeRead_IsAnError(string arguments, string id, ErrorCategory category)
    {
        ModuleSession.Outcome outcome = Run("ConvertFrom-DelistingReply " + arguments);

        Assert.Null(outcome.Terminating);
        Assert.Equal(id + Command, outcome.Error.FullyQualifiedErrorId);
        Assert.Equal(category, outcome.Error.CategoryInfo.Category);
    }

    [Fact]
    public void Files_OneOfWhichIsEmpty_TheOthersAreRead()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "1.txt"), "");
        File.WriteAllText(Path.Combine(_folder.FullName, "2.txt"), Removed);
        ModuleSession.Outcome outcome = Run("ConvertFrom-DelistingReply -Path ([System.IO.Path]::Combine($folder, '*'))");

        Assert.Equal("Mitigated", outcome.Output.Single().Properties["Verdict"].Value.ToString());
        Assert.Equal("FileEmpty" + Command, outcome.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Overlay_ReplyOfTheUser_Counts()
    {
        string overlay = Path.Combine(_folder.FullName, "catalog.json");
        File.WriteAllText(overlay, "{ \"schema\": 1, \"replies\": [ { \"id\": \"mine\", \"verdict\": \"resubmit\", \"fragments\": [\"abracadabra\"], \"meaning\": \"Made up.\", \"nextStep\": \"Nothing.\", "
            + "\"sources\": [{ \"source\": \"a test\" }], \"confidence\": \"high\", \"verifiedOn\": \"2026-11-28\" } ] }");
        string? before = Environment.GetEnvironmentVariable(LabSession.Variable);
        Environment.SetEnvironmentVariable(LabSession.Variable, overlay);
        try
        {
            Assert.Equal("mine", Run("ConvertFrom-DelistingReply 'The delisting: abracadabra'").AssertNoErrors().Output.Single().Properties["RuleId"].Value);
        }
        finally
        {
            Environment.SetEnvironmentVariable(LabSession.Variable, before);
        }
    }

    private ModuleSession.Outcome Run(string script)
    {
        using ModuleSession session = new();
        string first = Path.Combine(Examples, "1-receipt.eml");
        return session.Run(
            script, ("folder", _folder.FullName), ("examples", Examples), ("file", new FileInfo(first)), ("lines", File.ReadAllLines(first)), ("text", File.ReadAllText(first)));
    }
}
