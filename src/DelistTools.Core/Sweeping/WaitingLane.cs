using System.Threading.Tasks;
using DelistTools.Blocklists;

namespace DelistTools.Sweeping;

/// <summary>A list whose test entries are still being asked for; they show how it may be asked. Another lane takes its place.</summary>
internal sealed class WaitingLane : SweepLane
{
    internal WaitingLane(AddressSweep sweep, SelectedList selected, int index)
        : base(sweep, selected, index)
    {
    }

    internal override void Advance()
    {
    }

    /// <summary>Asks for the test entries, and hands over to the lane that goes along the addresses.</summary>
    internal async Task PrepareAsync()
    {
        BlocklistKind kind = (List.Kind & BlocklistKind.IPv4) != 0 ? BlocklistKind.IPv4 : BlocklistKind.IPv6;
        ListTestResult? test = (List.Kind & ListSelector.AddressKinds) == 0
            ? null
            : await Run.PrepareAsync(List, kind, Sweep.Stopping).ConfigureAwait(false);
        Sweep.Replace(this, test);
        await Sweep.DiagnoseAsync().ConfigureAwait(false);
    }
}
