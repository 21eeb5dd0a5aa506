using System.Management.Automation;

namespace DelistTools.Sample;

/// <summary>Two parameter sets, a wildcard parameter, an alias, an enum, a ValidateSet and both kinds of pipeline input.</summary>
[Cmdlet(VerbsCommon.Get, "SampleList", DefaultParameterSetName = "ByName",
    HelpUri = "https://example.test/help/Get-SampleList")]
[Alias("gsl")]
[OutputType(typeof(string), typeof(int))]
public sealed class GetSampleListCommand : PSCmdlet
{
    /// <summary>A positional parameter with wildcards, bound from the pipeline by value and by property name.</summary>
    [Parameter(ParameterSetName = "ByName", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [Alias("ListName", "Id")]
    public string[]? Name { get; set; }

    /// <summary>Mandatory in the other set.</summary>
    [Parameter(ParameterSetName = "ByZone", Mandatory = true, HelpMessage = "The zone as DNS knows it.")]
    public string? Zone { get; set; }

    /// <summary>An array of an enum.</summary>
    [Parameter]
    public SampleImpact[]? Impact { get; set; }

    /// <summary>A validated set of strings.</summary>
    [Parameter]
    [ValidateSet("Address", "Domain")]
    public string? Kind { get; set; }

    /// <summary>A nullable number.</summary>
    [Parameter]
    public int? Limit { get; set; }

    /// <summary>A switch.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WriteObject(Name, enumerateCollection: true);
    }
}
