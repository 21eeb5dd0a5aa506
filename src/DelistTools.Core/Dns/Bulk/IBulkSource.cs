namespace DelistTools.Dns.Bulk;

/// <summary>
/// Where questions come from and answers go to. Both methods are called on the thread that sends and receives, so they
/// must be quick, take no lock for long, and never throw.
/// </summary>
internal interface IBulkSource
{
    /// <summary>Fills in the next question; false where there is none at present.</summary>
    /// <param name="question">To be filled.</param>
    /// <param name="now">The time, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
    /// <param name="comeBack">Where there is none: when there may be one again, in the same ticks; <see cref="long.MaxValue"/>: after a call of <see cref="BulkClient.Wake"/>.</param>
    bool TryTake(BulkQuestion question, long now, out long comeBack);

    /// <summary>What became of a question. The reply is used again after the call.</summary>
    void Answered(long token, BulkReply reply);

    /// <summary>The thread ended by an error; nothing that is under way will be answered.</summary>
    void Faulted(System.Exception fault);
}
