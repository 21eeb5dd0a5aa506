using System;
using System.Management.Automation;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Catalog;

namespace DelistTools.Commands;

/// <summary>Asks blocklists about domains and says what of the answers can be believed.</summary>
[Cmdlet(VerbsDiagnostic.Test, "DomainBlocklist", HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Test-DomainBlocklist.md")]
[OutputType(typeof(DomainBlocklistResult), typeof(BlocklistCheck))]
public sealed class TestDomainBlocklistCommand : BlocklistCheckCommand
{
    private DomainParser? _parser;

    /// <summary>Domains, host names, mail addresses, web addresses.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DomainName", "HostName", "Url", "Sender")]
    [DomainText]
    [AllowEmptyString]
    public string[] Domain { get; set; } = Array.Empty<string>();

    private protected override BlocklistKind Kinds => BlocklistKind.Domain;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        PublicSuffixList suffixes = LoadSuffixes();
        Trace?.Invoke("Registrable domains by the public suffix list of " + (suffixes.Version ?? "a date that it does not state") + ".");
        _parser = new DomainParser(Catalog, suffixes, Force);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!HasLists)
        {
            return;
        }

        foreach (string text in Domain)
        {
            DomainText parsed = _parser!.Parse(text);
            if (parsed.Target is { } domain)
            {
                Start(() => CheckAsync(async (run, landed) => await run.CheckAsync(domain, landed, StopToken).ConfigureAwait(false)));
            }
            else
            {
                WriteProblem(parsed.Problem!);
            }
        }

        Pump.Drain();
    }
}
