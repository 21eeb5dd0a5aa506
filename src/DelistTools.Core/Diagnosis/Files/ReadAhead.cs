using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Diagnosis;

/// <summary>
/// Lets a source run ahead of whoever takes from it, on a thread of its own and by a bounded number of items: while one core
/// says what a refusal means, the other one reads on.
/// </summary>
internal static class ReadAhead
{
    private const int BatchSize = 64;

    private const int MostBatches = 16;

    /// <summary>
    /// The items in their order. When the taker stops, the source is stopped too, and has ended when this returns. What the
    /// source throws is thrown after the items that came before it.
    /// </summary>
    /// <param name="open">Makes the source, which is cancelled when nobody takes from it any more.</param>
    /// <param name="cancellationToken">Ends both.</param>
    internal static IEnumerable<T> Of<T>(Func<CancellationToken, IEnumerable<T>> open, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using BlockingCollection<List<T>> batches = new(MostBatches);
        ExceptionDispatchInfo? fault = null;

        // Neither is cancelled by itself: the source is always waited for, and what it gave is always taken.
        Task reading = Task.Run(
            () =>
            {
                try
                {
                    Fill(open(ending.Token), batches, ending.Token);
                }
                catch (Exception e)
                {
                    fault = ExceptionDispatchInfo.Capture(e);
                }
                finally
                {
                    batches.CompleteAdding();
                }
            },
            CancellationToken.None);
        try
        {
            foreach (List<T> batch in batches.GetConsumingEnumerable(CancellationToken.None))
            {
                foreach (T item in batch)
                {
                    yield return item;
                }
            }

            fault?.Throw();
        }
        finally
        {
            ending.Cancel();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }
    }

    /// <summary>A taker who has nothing to do gets an item as soon as it is there; one who lags behind gets many at once.</summary>
    private static void Fill<T>(IEnumerable<T> source, BlockingCollection<List<T>> batches, CancellationToken ending)
    {
        List<T> batch = new(BatchSize);
        try
        {
            foreach (T item in source)
            {
                batch.Add(item);
                if (batch.Count == BatchSize || batches.Count == 0)
                {
                    batches.Add(batch, ending);
                    batch = new List<T>(BatchSize);
                }
            }
        }
        finally
        {
            if (batch.Count > 0 && !ending.IsCancellationRequested)
            {
                batches.Add(batch, ending);
            }
        }
    }
}
