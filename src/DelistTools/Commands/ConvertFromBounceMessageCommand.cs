using System;
using System.Management.Automation;
using DelistTools.Diagnosis;

namespace DelistTools.Commands;

/// <summary>Says of a reply, a log line or a bounce who refused what, and why.</summary>
[Cmdlet(VerbsData.ConvertFrom, "BounceMessage", HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/ConvertFrom-BounceMessage.md")]
[OutputType(typeof(MailRefusal))]
public sealed class ConvertFromBounceMessageCommand : DelistToolsCmdlet
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
        _texts = new RefusalTexts(new RefusalDiagnosis(LoadSignatures(), LoadProviders), WriteProblem, StopToken);
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
}
