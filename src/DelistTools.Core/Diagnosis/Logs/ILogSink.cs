using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>Takes a log block by block and finds the refusals in it. Keeps no more of it than it has bounds for.</summary>
internal interface ILogSink
{
    /// <summary>Takes the next bytes, UTF-8 or any encoding that holds ASCII; they end at the end of a line.</summary>
    /// <param name="bytes">Where they stand; theirs who call once this returns.</param>
    /// <param name="start">The first one.</param>
    /// <param name="end">The place behind the last one.</param>
    /// <param name="found">Where refusals are added.</param>
    void Add(byte[] bytes, int start, int end, List<FoundRefusal> found);

    /// <summary>There is no more of this log.</summary>
    void End(List<FoundRefusal> found);
}
