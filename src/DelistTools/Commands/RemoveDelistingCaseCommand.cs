using System.Management.Automation;

namespace DelistTools.Commands;

/// <summary>Removes cases with their history.</summary>
[Cmdlet(VerbsCommon.Remove, "DelistingCase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = IdSet,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Remove-DelistingCase.md")]
[OutputType(typeof(void))]
public sealed class RemoveDelistingCaseCommand : CaseSelectionCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (int id in SelectedIds)
        {
            if (Find(id) is { } found && MayDo(Named(found), "Remove the case with its history"))
            {
                Try(() => Store.Remove(id, StopToken));
            }
        }
    }
}
