using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Diagnosis;

namespace DelistTools.Commands;

/// <summary>What cmdlets share that read refusals: the addresses that those which a refusal names are compared with.</summary>
public abstract class RefusalCommand : DelistToolsCmdlet
{
    private protected RefusalCommand()
    {
    }

    /// <summary>The addresses that the mail is sent from: addresses, CIDR blocks, ranges.</summary>
    [Parameter]
    [AddressText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MachineAddressCompleter))]
    public string[]? LocalAddress { get; set; }

    /// <summary>The addresses of relays that the mail goes through: addresses, CIDR blocks, ranges.</summary>
    [Parameter]
    [AddressText]
    [ValidateNotNullOrEmpty]
    public string[]? RelayAddress { get; set; }

    private protected RefusalDiagnosis? Diagnosis { get; private set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        SenderAddresses sender = new(Ranges(LocalAddress), Ranges(RelayAddress));
        Diagnosis = new RefusalDiagnosis(LoadSignatures(), LoadProviders, sender: sender);
    }

    private List<AddressRange> Ranges(IEnumerable<string>? texts)
    {
        List<AddressRange> ranges = new();
        foreach (string text in texts ?? Enumerable.Empty<string>())
        {
            AddressRange? range = TargetParser.TryParseRange(text.Trim());
            if (range is null || range.Count.Sign <= 0)
            {
                Fail(new Problem("SenderAddressInvalid", text, text));
            }

            ranges.Add(range!);
        }

        return ranges;
    }
}
