using System;
using System.Management.Automation;
using DelistTools.Cases;

namespace DelistTools.Commands;

/// <summary>Opens a case of a route for each operator in it, so that what is done about it is written down.</summary>
[Cmdlet(VerbsCommon.New, "DelistingCase", SupportsShouldProcess = true,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/New-DelistingCase.md")]
[OutputType(typeof(DelistingCase))]
public sealed class NewDelistingCaseCommand : CaseCommand
{
    /// <summary>Routes, as Get-DelistingRoute gives them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public DelistingRoute[] Route { get; set; } = Array.Empty<DelistingRoute>();

    /// <summary>Opens a case also where one with the same target and operator is open.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (DelistingRoute route in Route)
        {
            foreach (NewCase opened in CaseOpening.Of(route))
            {
                Open(opened);
            }
        }
    }

    private void Open(NewCase opened)
    {
        string name = NetworkText.Clean((opened.Target is null ? "" : opened.Target + " ") + opened.For);
        if (opened.Route.Advice is RouteAdvice.NotPossible or RouteAdvice.NotWorthIt)
        {
            WriteWarning(ErrorRecords.Message(
                opened.Route.Advice == RouteAdvice.NotPossible ? "CaseNotPossible" : "CaseNotWorthIt",
                name,
                opened.Route.Findings[0].AdviceReason));
        }

        if (MayDo(name, "Open a case"))
        {
            Try(() => WriteObject(Store.Create(opened, Force, StopToken)));
        }
    }
}
