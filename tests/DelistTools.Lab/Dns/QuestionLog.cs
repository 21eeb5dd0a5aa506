using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>Counts questions and wakes those who wait for a number of them.</summary>
internal sealed class QuestionLog
{
    private readonly object _lock = new();
    private readonly Dictionary<DnsQuestionKey, int> _counts = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private int _total;
    private int _overTcp;

    /// <summary>Counts a question.</summary>
    /// <returns>How often this name and type has been asked, this time included.</returns>
    public int Add(DnsQuestionSeen question)
    {
        lock (_lock)
        {
            _total++;
            _overTcp += question.Transport == DnsTransport.Tcp ? 1 : 0;
            var key = new DnsQuestionKey(question.Name, question.Type);
            _counts.TryGetValue(key, out var before);
            _counts[key] = before + 1;

            for (var i = _waiting.Count - 1; i >= 0; i--)
            {
                if (_waiting[i].Count <= _total)
                {
                    _waiting[i].Reached.TrySetResult();
                    _waiting.RemoveAt(i);
                }
            }

            return before + 1;
        }
    }

    public DnsQuestionCounts Snapshot()
    {
        lock (_lock)
        {
            return new DnsQuestionCounts(new Dictionary<DnsQuestionKey, int>(_counts), _total, _overTcp);
        }
    }

    public Task WaitAsync(int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_total >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }
}
