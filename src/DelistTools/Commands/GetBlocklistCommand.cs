using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Catalog;

namespace DelistTools.Commands;

/// <summary>Gives the lists that are known: who runs them, what they mean, how one gets off them.</summary>
[Cmdlet(VerbsCommon.Get, "Blocklist", HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Get-Blocklist.md")]
[OutputType(typeof(Blocklist))]
public sealed class GetBlocklistCommand : DelistToolsCmdlet
{
    private ListCatalog? _catalog;

    /// <summary>Ids or names, with wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "Blocklist")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BlocklistNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>What the list holds.</summary>
    [Parameter]
    public BlocklistKind[]? Kind { get; set; }

    /// <summary>How much mail a listing costs.</summary>
    [Parameter]
    public BlocklistImpact[]? Impact { get; set; }

    /// <summary>Whether the list still works.</summary>
    [Parameter]
    public BlocklistStatus[]? Status { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _catalog = LoadCatalog();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (NamePattern pattern in NamePatterns.Of(Name ?? new[] { "*" }))
        {
            IReadOnlyList<Blocklist> found = ListSelector.Find(_catalog!, pattern);
            if (found.Count == 0 && !pattern.IsWildcard)
            {
                WriteProblem(new ListSelector(_catalog!).Unknown(pattern.Text));
            }

            WriteObject(found.Where(Fits).OrderBy(l => l.Status).ThenBy(l => l.Impact).ThenBy(l => l.Id, System.StringComparer.Ordinal), true);
        }
    }

    private bool Fits(Blocklist list) =>
        (Kind is null || Kind.Any(k => (list.Kind & k) != 0))
        && (Impact is null || Impact.Contains(list.Impact))
        && (Status is null || Status.Contains(list.Status));
}
