using DelistTools.Dns.Bulk;
using Xunit;

namespace DelistTools.Core.Tests.Wire;

public sealed class CongestionWindowTests
{
    [Fact]
    public void Size_AtFirst_IsModest()
    {
        Assert.Equal(16, new CongestionWindow(1000).Size);
        Assert.Equal(3, new CongestionWindow(3).Size);
        Assert.Equal(1, new CongestionWindow(0).Size);
    }

    [Fact]
    public void NoteAnswer_AllAnswered_GrowsToTheMost()
    {
        CongestionWindow window = new(100);
        new SimulatedLine(window).Send(1000);
        Assert.Equal(100, window.Size);
    }

    [Fact]
    public void NoteAnswer_WindowIsNotUsed_DoesNotGrow()
    {
        CongestionWindow window = new(100);
        for (int i = 0; i < 1000; i++)
        {
            window.NoteAnswer(window.NoteSent(), wasFull: false);
        }

        Assert.Equal(16, window.Size);
    }

    [Fact]
    public void NoteLoss_Flood_Halves()
    {
        CongestionWindow window = new(100);
        SimulatedLine line = new(window);
        line.Send(1000);
        line.Loss = 0.8;
        while (window.Size == 100)
        {
            line.Send(1);
        }

        Assert.Equal(50, window.Size);
    }

    [Fact]
    public void NoteLoss_NobodyAnswers_IsTheLeast()
    {
        CongestionWindow window = new(100);
        SimulatedLine line = new(window) { Loss = 1 };
        line.Send(2000);
        Assert.Equal(CongestionWindow.Least, window.Size);
        Assert.Equal(0, window.UsualLoss);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(0.3)]
    public void NoteLoss_LineThatAlwaysLoses_DoesNotStrangle(double loss)
    {
        CongestionWindow window = new(100);
        SimulatedLine line = new(window) { Loss = loss };
        line.Send(5000);
        double mean = line.Send(20_000);
        Assert.InRange(mean, 60, 100);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    public void NoteLoss_ServerWithLittleRoom_GetsAboutThat(int room)
    {
        CongestionWindow window = new(1000);
        SimulatedLine line = new(window) { Room = room };
        line.Send(1000);
        long losses = line.Losses;
        double mean = line.Send(10_000);

        // What is lost counts as under way until it has been missed, so that the window is larger than the room.
        Assert.InRange(mean, room * 0.7, room * 1.7);
        Assert.InRange(line.Losses - losses, 0, 2000);
    }

    [Fact]
    public void NoteLoss_LittleRoomBehindABadLine_GetsAboutThat()
    {
        CongestionWindow window = new(1000);
        SimulatedLine line = new(window) { Room = 8, Loss = 0.1 };
        line.Send(3000);
        Assert.InRange(line.Send(10_000), 6, 30);
    }

    [Fact]
    public void NoteAnswer_AfterAnOutage_Recovers()
    {
        CongestionWindow window = new(100);
        SimulatedLine line = new(window);
        line.Send(1000);
        line.Loss = 1;
        line.Send(1000);
        Assert.Equal(CongestionWindow.Least, window.Size);

        line.Loss = 0;
        line.Send(6000);
        Assert.Equal(100, window.Size);
    }

    [Fact]
    public void UsualLoss_LineThatMends_GoesDownAgain()
    {
        CongestionWindow window = new(100);
        SimulatedLine line = new(window) { Loss = 0.2 };
        line.Send(10_000);
        Assert.InRange(window.UsualLoss, 0.1, 0.3);

        line.Loss = 0;
        line.Send(10_000);
        Assert.InRange(window.UsualLoss, 0, 0.02);
    }

    [Fact]
    public void Forget_QuestionsThatNobodyWaitsFor_AreNoLosses()
    {
        CongestionWindow window = new(100);
        for (int i = 0; i < 1000; i++)
        {
            window.Forget(window.NoteSent());
        }

        Assert.Equal(16, window.Size);
        new SimulatedLine(window).Send(1000);
        Assert.Equal(100, window.Size);
    }
}
