using System;
using System.Management.Automation;

namespace DelistTools.Commands;

/// <summary>Says of a reply, a log line or a bounce who refused what, and why.</summary>
[Cmdlet(VerbsData.ConvertFrom, "BounceMessage", HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/ConvertFrom-BounceMessage.md")]
[OutputType(typeof(MailRefusal))]
public sealed class ConvertFromBounceMessageCommand : RefusalCommand
{
    private RefusalTexts? _texts;

    /// <summary>Replies, log lines, bounces. Lines that come one by one are put together; a text with line breaks is by itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] InputObject { get; set; } = Array.Empty<string>();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _texts = new RefusalTexts(Diagnosis!, Report, StopToken);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string item in InputObject)
        {
            WriteObject(_texts!.Add(item), true);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(_texts!.End(), true);

    /// <summary>A text that is no bounce is nothing to be alarmed about; no text at all is a mistake.</summary>
    private void Report(Problem problem)
    {
        if (problem.Target is string text && text.Trim().Length > 0)
        {
            WriteVerbose(ErrorRecords.Of(problem).Exception.Message);
        }
        else
        {
            WriteProblem(problem);
        }
    }
}
