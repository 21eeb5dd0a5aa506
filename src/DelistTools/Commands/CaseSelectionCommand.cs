using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using DelistTools.Binding;

namespace DelistTools.Commands;

/// <summary>What the cmdlets share that do something to cases that are there: by number, or as they come down the pipeline.</summary>
public abstract class CaseSelectionCommand : CaseCommand
{
    private protected const string IdSet = "Id";
    private protected const string CaseSet = "Case";

    private protected CaseSelectionCommand()
    {
    }

    /// <summary>The numbers of cases.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(CaseIdCompleter))]
    public int[] Id { get; set; } = Array.Empty<int>();

    /// <summary>Cases, as Get-DelistingCase gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = CaseSet)]
    public DelistingCase[] Case { get; set; } = Array.Empty<DelistingCase>();

    /// <summary>The numbers of the cases that this record is about.</summary>
    private protected IEnumerable<int> SelectedIds => ParameterSetName == CaseSet ? Case.Select(c => c.Id) : Id;

    /// <summary>The case of that number as it is now; null, and an error, where there is none.</summary>
    private protected DelistingCase? Find(int id)
    {
        DelistingCase? found = null;
        Try(() => found = Store.Find(id, StopToken));
        if (found is null)
        {
            WriteProblem(new Problem("CaseNotFound", id, id, Store.Path));
        }

        return found;
    }
}
