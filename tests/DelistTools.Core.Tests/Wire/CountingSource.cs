using System;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;

namespace DelistTools.Core.Tests.Wire;

/// <summary>So many questions, for names that begin with their number, and what became of each.</summary>
internal sealed class CountingSource(int questions, Func<int, string>? name = null) : IBulkSource
{
    private readonly string[] _answers = new string[questions];
    private int _next;
    private int _answered;

    internal bool Throws { get; init; }

    internal int Answers => Volatile.Read(ref _answered);

    /// <summary>Of each question: its outcome and addresses.</summary>
    internal string[] Said => _answers;

    internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TaskCompletionSource<Exception> Fault { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool TryTake(BulkQuestion question, long now, out long comeBack)
    {
        comeBack = long.MaxValue;
        if (_next == questions)
        {
            return false;
        }

        question.Token = _next;
        question.Kind = DnsRecordKind.A;
        question.NameLength = WireName.Write(name is null ? _next + ".test" : name(_next), question.Packet, BulkQuestion.NameStart);
        _next++;
        return true;
    }

    public void Answered(long token, BulkReply reply)
    {
        if (Throws)
        {
            throw new InvalidOperationException("A source that is broken.");
        }

        DnsAnswer answer = reply.ToAnswer();
        string said = answer.Outcome + " " + (answer.Outcome == DnsOutcome.Failed ? answer.Failure.ToString() : string.Join(' ', answer.Addresses));
        _answers[token] = _answers[token] is null ? said.Trim() : "twice: " + said;
        if (Interlocked.Increment(ref _answered) == questions)
        {
            Done.TrySetResult();
        }
    }

    public void Faulted(Exception fault) => Fault.TrySetResult(fault);
}
