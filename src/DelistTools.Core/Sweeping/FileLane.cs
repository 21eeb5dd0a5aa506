using DelistTools.Blocklists;
using DelistTools.ListFiles;

namespace DelistTools.Sweeping;

/// <summary>A list that is a file: an address that is not in it is settled at once, others are asked as by a single question.</summary>
internal sealed class FileLane : AskedLane
{
    // The file is looked at once a second at most, however often that is asked for; a clock is not needed for each address.
    private const int LookedUpAtOnce = 1024;

    private LoadedList? _list;
    private BlocklistKind _kind;
    private int _left;

    /// <inheritdoc/>
    internal FileLane(AddressSweep sweep, SelectedList selected, int index, int most)
        : base(sweep, selected, index, most)
    {
    }

    /// <inheritdoc/>
    internal override void Advance()
    {
        lock (Sweep.Gate)
        {
            _left = 0;
            base.Advance();
        }
    }

    private protected override bool TrySettle(long place, SweepRange range, LaneTest test)
    {
        if (--_left < 0 || _kind != range.Kind)
        {
            _left = LookedUpAtOnce;
            _kind = range.Kind;
            _list = Run.FileOf(List, _kind);
        }

        if (_list is null || test.CleanVerdict != ListingVerdict.NotListed)
        {
            return false;
        }

        range.NumberAt(range.OffsetOf(place), out ulong high, out ulong low);
        if (range.IsIPv6 ? _list.MayList(high, low) : _list.MayList((uint)low))
        {
            return false;
        }

        Sweep.Settle(this, place, test.Clean, (uint)_list.NegativeTtl.TotalSeconds, 0);
        return true;
    }
}
