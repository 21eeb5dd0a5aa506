using System.Net;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns;

namespace DelistTools.Sweeping;

/// <summary>A list that is asked at its operator's pace, in the ordinary way: remembered answers, budget and all.</summary>
internal class AskedLane : SweepLane
{
    private readonly int _most;
    private int _underWay;

    /// <param name="sweep">The sweep.</param>
    /// <param name="selected">The list.</param>
    /// <param name="index">Its place among the lists.</param>
    /// <param name="most">Questions under way at the same time.</param>
    internal AskedLane(AddressSweep sweep, SelectedList selected, int index, int most)
        : base(sweep, selected, index)
    {
        _most = most;
    }

    internal override void Advance()
    {
        lock (Sweep.Gate)
        {
            while (_underWay < _most && TryNext(out long place, out LaneTest? test, out string? answer))
            {
                SweepRange range = Window.RangeAt(place);
                if (TrySettle(place, range, test!))
                {
                    continue;
                }

                _underWay++;
                Sweep.Start(() => AskAsync(place, range, test!, answer));
            }
        }
    }

    /// <summary>Settles a place of which it is known without a question what the list says. Called under the lock.</summary>
    private protected virtual bool TrySettle(long place, SweepRange range, LaneTest test) => false;

    private async Task AskAsync(long place, SweepRange range, LaneTest test, string? answer)
    {
        if (answer is not null && SweepAnswer.Read(answer) is { } known)
        {
            await ConcludeAsync(place, range, known, test, withText: true).ConfigureAwait(false);
        }
        else
        {
            IPAddress address = range.AddressAt(range.OffsetOf(place));
            BlocklistCheck check = await Run.CheckListAsync(
                List, address.ToString(), range.Kind, QuestionName.Labels(address), Sweep.Stopping).ConfigureAwait(false);
            Settle(place, check, test);
        }

        lock (Sweep.Gate)
        {
            _underWay--;
        }

        Advance();
    }
}
