using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>Counts questions and wakes those who wait for a number of them.</summary>
internal sealed class QuestionLog
{
    private readonly object _lock = new();
    private readonly Dictionary<DnsQuestionKey, int> _counts = [];
    private readonly CountSignal _all = new();
    private int _overTcp;

    /// <summary>Counts a question.</summary>
    /// <returns>How often this name and type has been asked, this time included.</returns>
    public int Add(DnsQuestionSeen question)
    {
        lock (_lock)
        {
            _overTcp += question.Transport == DnsTransport.Tcp ? 1 : 0;
            var key = new DnsQuestionKey(question.Name, question.Type);
            _counts.TryGetValue(key, out var before);
            _counts[key] = before + 1;
            _all.Add();
            return before + 1;
        }
    }

    public DnsQuestionCounts Snapshot()
    {
        lock (_lock)
        {
            return new DnsQuestionCounts(new Dictionary<DnsQuestionKey, int>(_counts), _all.Count, _overTcp);
        }
    }

    public Task WaitAsync(int count, CancellationToken cancellationToken) => _all.WaitAsync(count, cancellationToken);
}
