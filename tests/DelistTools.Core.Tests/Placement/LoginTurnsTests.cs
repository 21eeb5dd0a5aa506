using System;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Mail;
using DelistTools.Placement;
using Xunit;

namespace DelistTools.Core.Tests.Placement;

public sealed class LoginTurnsTests
{
    [Theory]
    [InlineData("ImapLoginFailed", 1)]
    [InlineData("ImapConnectFailed", 2)]
    public async Task Take_AfterOneThatFailed_TriesAgainOnlyAfterAnOutage(string id, int tries)
    {
        LoginTurns turns = new();
        int tried = 0;
        Task<MailboxSession> Open()
        {
            tried++;
            throw new MailboxException(new Problem(id, "server"));
        }

        Task<MailboxSession> first = turns.TakeAsync(Open, CancellationToken.None);
        Task<MailboxSession> second = turns.TakeAsync(Open, CancellationToken.None);

        Assert.Equal(id, (await Assert.ThrowsAsync<MailboxException>(() => first)).Problem.Id);
        Assert.Equal(id, (await Assert.ThrowsAsync<MailboxException>(() => second)).Problem.Id);
        Assert.Equal(tries, tried);
    }

    [Fact]
    public async Task Take_WhileOneIsUnderWay_WaitsForIt()
    {
        LoginTurns turns = new();
        TaskCompletionSource<MailboxSession> underWay = new();
        bool isSecond = false;
        Task<MailboxSession> first = turns.TakeAsync(() => underWay.Task, CancellationToken.None);
        Task<MailboxSession> second = turns.TakeAsync(
            () =>
            {
                isSecond = true;
                return underWay.Task;
            },
            CancellationToken.None);
        Assert.False(isSecond);

        underWay.SetResult(null!);
        await first;
        await second;

        Assert.True(isSecond);
    }
}
