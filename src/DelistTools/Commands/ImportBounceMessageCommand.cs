using System;
using System.Collections.Generic;
using System.Management.Automation;
using DelistTools.Diagnosis;

namespace DelistTools.Commands;

/// <summary>Reads bounces, mailboxes and logs of mail servers, and says who refused what, and why.</summary>
[Cmdlet(VerbsData.Import, "BounceMessage", DefaultParameterSetName = PathSet,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Import-BounceMessage.md")]
[OutputType(typeof(MailRefusal))]
public sealed class ImportBounceMessageCommand : RefusalCommand
{
    private const string PathSet = "Path";

    private const string LiteralPathSet = "LiteralPath";

    private RefusalFiles? _files;

    /// <summary>Files, Maildirs or folders of messages, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = Array.Empty<string>();

    /// <summary>The same, taken as they are written.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = Array.Empty<string>();

    /// <summary>Goes on with what is added to a log, until it is stopped.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _files = new RefusalFiles(Diagnosis!, WriteProblem, t => WriteVerbose(NetworkText.Clean(t)), StopToken);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool isLiteral = ParameterSetName == LiteralPathSet;
        List<string> files = new();
        foreach (string path in isLiteral ? LiteralPath : Path)
        {
            // A log that is not there yet is waited for, unless it is a pattern.
            bool isWaitedFor = Follow && !WildcardPattern.ContainsWildcardCharacters(path);
            files.AddRange(FilePaths.Resolve(SessionState, path, isLiteral || isWaitedFor, WriteProblem, Follow));
        }

        if (Follow && files.Count > 1)
        {
            WriteProblem(new Problem("FollowsOneLog", files[1], files[0], files.Count));
            return;
        }

        foreach (string file in files)
        {
            Write(Follow ? _files!.Follow(file) : _files!.Read(file));
        }
    }

    private void Write(IEnumerable<MailRefusal> refusals)
    {
        try
        {
            foreach (MailRefusal refusal in refusals)
            {
                WriteObject(refusal);
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
