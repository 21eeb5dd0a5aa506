using System.Management.Automation;

namespace DelistTools.Sample;

/// <summary>One parameter set, a mandatory parameter, ShouldProcess, nothing returned.</summary>
[Cmdlet(VerbsCommon.Remove, "SampleList", SupportsShouldProcess = true)]
public sealed class RemoveSampleListCommand : PSCmdlet
{
    /// <summary>Required and positional.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = string.Empty;

    /// <summary>Takes all that is left on the command line, and is hidden from completion.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    public string[]? Rest { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ShouldProcess(Name))
        {
            WriteVerbose(Name);
        }
    }
}
