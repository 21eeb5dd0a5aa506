using System;
using System.Collections.Concurrent;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns.Bulk;

namespace DelistTools.Dns;

/// <summary>
/// Asks for A and TXT records over a few shared sockets, and leaves everything else, and what has to be asked over TCP,
/// to DnsClient.
/// </summary>
internal sealed class MultiplexedTransport : IDnsTransport
{
    private readonly DnsClientTransport _whole;
    private readonly Questions _questions;

    internal MultiplexedTransport(IPEndPoint server, BulkOptions options)
    {
        _whole = new DnsClientTransport(server, options.Timeout);
        Client = new BulkClient(server, options);
        _questions = new Questions();
        Client.Add(_questions);
    }

    public string Resolver => _whole.Resolver;

    /// <summary>For who asks so much that a task for each question would be too dear.</summary>
    internal BulkClient Client { get; }

    public async Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        byte[] wire = new byte[WireName.Longest + 1];
        int length = kind is DnsRecordKind.A or DnsRecordKind.Txt ? WireName.Write(name, wire, 0) : 0;
        if (length == 0)
        {
            return await _whole.AskAsync(name, kind, cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        Question question = new(wire, length, kind);
        using (cancellationToken.Register(question.GiveUp))
        {
            _questions.Waiting.Enqueue(question);
            Client.Wake();
            DnsAnswer? answer = await question.Task.ConfigureAwait(false);
            return answer ?? await AskWholeAsync(name, kind, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The same question where the reply was cut off or damaged: over TCP, or what can be saved.</summary>
    internal Task<DnsAnswer> AskWholeAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) =>
        _whole.RecoverAsync(name, kind, cancellationToken);

    /// <summary>A reply that says nothing yet: the whole is to be asked for in another way.</summary>
    internal static bool IsUnfinished(BulkReply reply) =>
        reply.IsTruncated || (reply.Outcome == DnsOutcome.Failed && reply.Failure == LookupFailureKind.Malformed);

    /// <summary>Questions that somebody waits for, one task each.</summary>
    private sealed class Questions : IBulkSource
    {
        private readonly ConcurrentDictionary<long, Question> _asked = new();
        private long _next;

        internal ConcurrentQueue<Question> Waiting { get; } = new();

        public bool TryTake(BulkQuestion question, long now, out long comeBack)
        {
            comeBack = long.MaxValue;
            while (Waiting.TryDequeue(out Question? next))
            {
                if (next.Task.IsCompleted)
                {
                    continue;
                }

                Buffer.BlockCopy(next.Wire, 0, question.Packet, BulkQuestion.NameStart, next.Length);
                question.NameLength = next.Length;
                question.Kind = next.Kind;
                question.Token = ++_next;
                _asked[_next] = next;
                return true;
            }

            return false;
        }

        public void Answered(long token, BulkReply reply)
        {
            if (_asked.TryRemove(token, out Question? question))
            {
                question.TrySetResult(IsUnfinished(reply) ? null : reply.ToAnswer());
            }
        }

        public void Faulted(Exception fault)
        {
            foreach (long token in _asked.Keys)
            {
                if (_asked.TryRemove(token, out Question? question))
                {
                    question.TrySetException(fault);
                }
            }

            while (Waiting.TryDequeue(out Question? waiting))
            {
                waiting.TrySetException(fault);
            }
        }
    }

    /// <summary>One of them. Ends on another thread than the one that sends.</summary>
    private sealed class Question : TaskCompletionSource<DnsAnswer?>
    {
        internal Question(byte[] wire, int length, DnsRecordKind kind)
            : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
            Wire = wire;
            Length = length;
            Kind = kind;
        }

        internal byte[] Wire { get; }

        internal int Length { get; }

        internal DnsRecordKind Kind { get; }

        internal void GiveUp() => TrySetCanceled();
    }
}
