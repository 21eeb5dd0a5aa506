using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using DelistTools.Binding;
using DelistTools.Cases;

namespace DelistTools.Commands;

/// <summary>Gets the cases that are under way, those that are due, or all of them.</summary>
[Cmdlet(VerbsCommon.Get, "DelistingCase", DefaultParameterSetName = FilterSet,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Get-DelistingCase.md")]
[OutputType(typeof(DelistingCase))]
public sealed class GetDelistingCaseCommand : CaseCommand
{
    private const string FilterSet = "Filter";
    private const string IdSet = "Id";

    /// <summary>The numbers of cases.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(CaseIdCompleter))]
    public int[] Id { get; set; } = Array.Empty<int>();

    /// <summary>Targets of cases, with wildcards.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Alias("Target", "IPAddress", "IP")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CaseTargetCompleter))]
    public string[]? Address { get; set; }

    /// <summary>Whom cases are with: the id of the list or provider, or the operator's name, with wildcards.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Alias("Operator")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CaseOperatorCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? For { get; set; }

    /// <summary>States of cases.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    public CaseState[]? State { get; set; }

    /// <summary>Only what something is to be done about now.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    public SwitchParameter Due { get; set; }

    /// <summary>Those that are closed, too.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == FilterSet)
        {
            Try(() => WriteObject(Store.List(Filter(), StopToken), enumerateCollection: true));
            return;
        }

        foreach (int id in Id)
        {
            Try(() => WriteObject(Store.Find(id, StopToken) ?? throw new StoreException(new Problem("CaseNotFound", id, id, Store.Path))));
        }
    }

    private CaseFilter Filter()
    {
        IReadOnlyList<NamePattern> targets = Patterns(Address);
        IReadOnlyList<NamePattern> operators = Patterns(For);
        return new CaseFilter
        {
            States = State ?? Array.Empty<CaseState>(),
            IsUnclosed = !All && State is null,
            DueAt = Due ? SystemClock.Instance.UtcNow : null,
            Target = targets.Count == 0 ? null : t => t is not null && targets.Any(p => p.Matches(t) || t.Split(',').Any(one => p.Matches(one.Trim()))),
            For = operators.Count == 0 ? null : (id, name) => operators.Any(p => p.Matches(id) || p.Matches(name)),
        };
    }

    /// <summary>The pattern is only read when it is matched first.</summary>
    private IReadOnlyList<NamePattern> Patterns(string[]? names)
    {
        IReadOnlyList<NamePattern> patterns = NamePatterns.Of(names);
        foreach (NamePattern pattern in patterns)
        {
            try
            {
                pattern.Matches("");
            }
            catch (WildcardPatternException)
            {
                Fail(new Problem("PatternInvalid", pattern.Text, pattern.Text));
            }
        }

        return patterns;
    }
}
