using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ConfirmingTransportTests
{
    private const string Name = "4.3.2.1.bl.example.net";

    private static readonly DnsAnswer Hearsay = new() { Outcome = DnsOutcome.NameError };

    private readonly FakeTransport _transport = new();
    private int _asked;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    public async Task AskAsync_FoundAtALaterQuestion_SaysSo(int foundAt, bool hidden)
    {
        DnsAnswer answer = await AskAsync(i => i >= foundAt ? Reply.A("127.0.0.2") : Hearsay);

        Assert.Equal(DnsOutcome.Records, answer.Outcome);
        Assert.Equal(hidden, answer.WasHidden);
        Assert.Equal(foundAt, _asked);
    }

    [Fact]
    public async Task AskAsync_NeverFound_AsksAsOftenAsItCanBeHidden()
    {
        Assert.Equal(DnsOutcome.NameError, (await AskAsync(_ => Hearsay)).Outcome);
        Assert.Equal(4, _asked);
    }

    [Fact]
    public async Task AskAsync_DeniedWithAuthority_IsAskedOnce()
    {
        Assert.Equal(DnsOutcome.NameError, (await AskAsync(_ => Reply.NameError)).Outcome);
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task AskAsync_FailsWhenAskedAgain_IsAFailureAndNoDenial()
    {
        Assert.Equal(DnsOutcome.Failed, (await AskAsync(i => i == 1 ? Hearsay : Reply.Timeout)).Outcome);
        Assert.Equal(2, _asked);
    }

    private Task<DnsAnswer> AskAsync(System.Func<int, DnsAnswer> answer)
    {
        _transport.On(Name, DnsRecordKind.A, _ => Task.FromResult(answer(Interlocked.Increment(ref _asked))));
        return new ConfirmingTransport(_transport, "bl.example.net").AskAsync(Name, DnsRecordKind.A, CancellationToken.None);
    }
}
