using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class SilenceTests
{
    private static readonly Blocklist List = Lists.With(new ListRules { PublicZone = Lists.Zone });

    private readonly FakeTransport _transport = new();

    [Fact]
    public async Task GaveUpOn_SilencesOfOneMoment_CountOnce()
    {
        TaskCompletionSource outage = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ListQuestions questions = Questions(async () =>
        {
            await outage.Task;
            return Reply.Timeout;
        });
        Task[] together = Enumerable.Range(0, 10).Select(i => (Task)AskAsync(questions, i)).ToArray();
        outage.SetResult();
        await Task.WhenAll(together);

        Assert.Null(questions.GaveUpOn(List));
    }

    [Fact]
    public async Task GaveUpOn_SilencesOneAfterTheOther_CountEach()
    {
        ListQuestions questions = Questions(() => Task.FromResult(Reply.Timeout));
        await AskAsync(questions, 0);
        await AskAsync(questions, 1);
        Assert.Null(questions.GaveUpOn(List));

        await AskAsync(questions, 2);
        Assert.Equal(ListingVerdict.Failed, questions.GaveUpOn(List)?.Verdict);
    }

    [Fact]
    public async Task GaveUpOn_AnAnswerBetween_StartsAnew()
    {
        bool silent = true;
        ListQuestions questions = Questions(() => Task.FromResult(silent ? Reply.Timeout : Reply.NameError));
        await AskAsync(questions, 0);
        await AskAsync(questions, 1);
        silent = false;
        await AskAsync(questions, 2);
        silent = true;
        await AskAsync(questions, 3);

        Assert.Null(questions.GaveUpOn(List));
    }

    private ListQuestions Questions(Func<Task<DnsAnswer>> answer)
    {
        foreach (int i in Enumerable.Range(0, 10))
        {
            _transport.On(i + "." + Lists.Zone, DnsRecordKind.A, _ => answer());
        }

        return new ListQuestions(_transport, _ => null, new BlocklistRunOptions { Budget = Runs.NoPace() });
    }

    private static Task<DnsAnswer> AskAsync(ListQuestions questions, int i) =>
        questions.AskAsync(List, i.ToString(System.Globalization.CultureInfo.InvariantCulture), DnsRecordKind.A, CancellationToken.None);
}
