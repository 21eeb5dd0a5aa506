using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using Xunit;

namespace DelistTools.Core.Tests.Wire;

/// <summary>Whatever a server sends, and whatever others send in its name, each question ends with its own answer or a failure.</summary>
public sealed class HostileServerTests
{
    private const string Name = "10.2.0.192.bl.lab.test";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Ask_ForgeriesFromAnotherPort_NeverReachTheReader()
    {
        using Socket forger = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        forger.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using RawServer server = new((me, question, from) =>
        {
            for (int i = 0; i < 10; i++)
            {
                forger.SendTo(RawServer.Answer(question, last: 66), from);
            }

            if (RawServer.NameOf(question).Contains("10.2", StringComparison.Ordinal))
            {
                me.Send(RawServer.Answer(question), from);
            }
        });
        MultiplexedTransport transport = Open(server, Patience);
        Assert.Equal("127.0.0.2", await AskAsync(transport, Name));

        MultiplexedTransport impatient = Open(server, Impatience);
        Assert.Equal("Timeout", await AskAsync(impatient, "11.3.bl.lab.test"));
        Assert.Equal((0, 0), (transport.Client.Counts.Strays, impatient.Client.Counts.Strays));
    }

    [Fact]
    public async Task Ask_RightIdWithAnotherQuestion_IsNotTheAnswer()
    {
        using RawServer server = new((me, question, from) =>
        {
            byte[] name = RawServer.Answer(question, last: 66);
            name[13] ^= 1;
            me.Send(name, from);
            int type = RawServer.Repeat(question).Length - 3;
            byte[] text = RawServer.Answer(question, last: 66);
            text[type] = 16;
            me.Send(text, from);
            byte[] chaos = RawServer.Answer(question, last: 66);
            chaos[type + 2] = 3;
            me.Send(chaos, from);
            me.Send([.. RawServer.Answer(question, last: 66).AsSpan(0, 12), .. new byte[] { 0, 0, 1, 0, 1 }], from);
            me.Send(question, from);
            me.Send(RawServer.Answer(question), from);
        });
        MultiplexedTransport transport = Open(server, Patience);
        Assert.Equal("127.0.0.2", await AskAsync(transport, Name));
        Assert.Equal(5, transport.Client.Counts.Strays);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ask_EveryIdForged_IsNotBelieved(bool withTheName)
    {
        // With the name, but not with the letters' cases, which who does not see the question cannot know.
        using RawServer server = new((me, question, from) =>
        {
            if (me.Asked == 1)
            {
                byte[] forged = RawServer.Answer(question, last: 66);
                for (int i = 13; !withTheName ? i < 14 : i < 34; i++)
                {
                    forged[i] = withTheName ? (byte)char.ToLowerInvariant((char)forged[i]) : (byte)'9';
                }

                for (int id = 0; id < 65536; id++)
                {
                    me.Send(RawServer.WithId(forged, id), from);
                }
            }

            me.Send(RawServer.Answer(question), from);
        });
        Assert.Equal("127.0.0.2", await AskAsync(Open(server, Patience), Name));
    }

    [Fact]
    public async Task Ask_OldAnswersWithNewIds_AreNotTaken()
    {
        ConcurrentQueue<byte[]> old = new();
        using RawServer server = new((me, question, from) =>
        {
            byte[] answer = RawServer.Answer(question, NumberOf(question));
            int id = (question[0] << 8) | question[1];
            foreach (byte[] late in old)
            {
                me.Send(RawServer.WithId((byte[])late.Clone(), id), from);
                me.Send(late, from);
            }

            me.Send(answer, from);
            me.Send(answer, from);
            old.Enqueue(answer);
            if (old.Count > 5)
            {
                old.TryDequeue(out _);
            }
        });
        await AssertAllAsync(Open(server, Patience), 1000);
    }

    [Fact]
    public async Task Ask_GarbageAllTheTime_DoesNotStarveAnswers()
    {
        Random random = new(5);
        using RawServer server = new((me, question, from) =>
        {
            byte[] garbage = new byte[random.Next(200)];
            for (int i = 0; i < 20; i++)
            {
                random.NextBytes(garbage);
                me.Send(garbage, from);
            }

            me.Send([], from);
            me.Send(RawServer.Answer(question, NumberOf(question)), from);
        });
        await AssertAllAsync(Open(server, Patience), 1000);
    }

    [Fact]
    public async Task Ask_LongestPacketThereIs_IsRead()
    {
        using RawServer server = new((me, question, from) =>
        {
            byte[] answer = RawServer.Answer(question);
            int fill = 65_507 - answer.Length - 12;
            answer[7] = 2;
            me.Send([.. answer, 0xC0, 12, 0, 99, 0, 1, 0, 0, 0, 60, (byte)(fill >> 8), (byte)fill, .. new byte[fill]], from);
        });
        Assert.Equal("127.0.0.2", await AskAsync(Open(server, Patience), Name));
    }

    [Fact]
    public async Task Ask_ServerThatChangesCase_IsUnderstoodAndSoonAskedOnce()
    {
        using RawServer server = new((me, question, from) =>
        {
            byte[] answer = RawServer.Answer(question, NumberOf(question));
            for (int i = 12; i < RawServer.Repeat(question).Length - 4; i++)
            {
                answer[i] = (byte)char.ToUpperInvariant((char)answer[i]);
            }

            me.Send(answer, from);
        });
        MultiplexedTransport transport = Open(server, Patience);
        for (int i = 0; i < 5; i++)
        {
            await AssertAllAsync(transport, 1, from: i);
        }

        Assert.True(transport.Client.Manners.ChangesCase);
        long packets = transport.Client.Counts.Packets;
        await AssertAllAsync(transport, 200, from: 100);
        Assert.InRange(transport.Client.Counts.Packets - packets, 200, 400);
    }

    [Theory]
    [InlineData("FORMERR")]
    [InlineData("FORMERR without the question")]
    [InlineData("NOTIMP")]
    [InlineData("BADVERS")]
    [InlineData("silence")]
    public async Task Ask_ServerThatKnowsNoOpt_IsAskedWithout(string refusal)
    {
        using RawServer server = new((me, question, from) =>
        {
            byte[] reply = RawServer.Answer(question, NumberOf(question));
            if (RawServer.HasEdns(question))
            {
                reply = refusal switch
                {
                    "FORMERR" => RawServer.Repeat(question, 1),
                    "FORMERR without the question" => [.. RawServer.Repeat(question, 1).AsSpan(0, 4), .. new byte[8]],
                    "NOTIMP" => RawServer.Repeat(question, 4),
                    "BADVERS" => [.. RawServer.Repeat(question).AsSpan(0, 11), 1, .. RawServer.Repeat(question).AsSpan(12), 0, 0, 41, 4, 208, 1, 0, 0, 0, 0, 0],
                    _ => [],
                };

                // Twice: the second copy belongs to a question that has been asked anew since.
                me.Send(reply, from);
            }

            me.Send(reply, from);
        });
        MultiplexedTransport transport = Open(server, Patience);
        for (int i = 0; i < 4; i++)
        {
            await AssertAllAsync(transport, 1, from: i);
        }

        Assert.True(transport.Client.Manners.RefusesEdns);
        await AssertAllAsync(transport, 200, from: 100);
    }

    [Fact]
    public async Task Ask_ServerThatKnowsOptAgainstLoss_IsNotTakenForOneThatDoesNot()
    {
        // Every question loses its first three packets; the fourth is answered whatever it has.
        ConcurrentDictionary<string, int> seen = new(StringComparer.OrdinalIgnoreCase);
        using RawServer server = new((me, question, from) =>
        {
            string name = RawServer.NameOf(question);
            if (!name.StartsWith("9", StringComparison.Ordinal) || seen.AddOrUpdate(name, 1, (_, n) => n + 1) > 3)
            {
                me.Send(RawServer.Answer(question, NumberOf(question)), from);
            }
        });
        MultiplexedTransport transport = Open(server, Patience);
        for (int i = 0; i < 6; i++)
        {
            await AssertAllAsync(transport, 1, from: 90 + i);
            await AssertAllAsync(transport, 1, from: 10 + i);
        }

        Assert.False(transport.Client.Manners.RefusesEdns);
    }

    [Fact]
    public async Task Ask_ServerThatGoesAndComesBack_IsUnreachableInBetween()
    {
        Action<RawServer, byte[], EndPoint> answer = (me, question, from) => me.Send(RawServer.Answer(question), from);
        RawServer first = new(answer);
        int port = first.EndPoint.Port;
        MultiplexedTransport transport = Open(first, Patience);
        Assert.Equal("127.0.0.2", await AskAsync(transport, Name));
        first.Dispose();
        Assert.Equal("Unreachable", await AskAsync(transport, Name));
        using RawServer second = new(answer, port);
        Assert.Equal("127.0.0.2", await AskAsync(transport, Name));
    }

    [Fact]
    public async Task Ask_ServerThatRefusesUnderLoad_NeverAnswersWrong()
    {
        Random random = new(7);
        using RawServer server = new((me, question, from) => me.Send(
            random.Next(10) switch
            {
                0 => RawServer.Repeat(question, 5),
                1 => RawServer.Repeat(question, 2),
                _ => RawServer.Answer(question, NumberOf(question)),
            },
            from));
        MultiplexedTransport transport = Open(server, Patience);
        string[] answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => AskAsync(transport, NameOf(i))));
        for (int i = 0; i < answers.Length; i++)
        {
            Assert.True(answers[i] == AddressOf(i) || answers[i] is "Refused" or "ServerFailure", answers[i]);
        }

        Assert.InRange(answers.Count(a => a is "Refused"), 20, 300);
        Assert.InRange(answers.Count(a => a is "ServerFailure"), 20, 300);
    }

    [Fact]
    public async Task Ask_ManyPackets_CannotBeGuessed()
    {
        ConcurrentBag<(int Port, int Id, string Name)> seen = [];
        using RawServer server = new((me, question, from) =>
        {
            seen.Add((((IPEndPoint)from).Port, (question[0] << 8) | question[1], RawServer.NameOf(question)));
            me.Send(RawServer.Answer(question), from);
        });
        MultiplexedTransport transport = Open(server, Patience);
        for (int i = 0; i < 200; i++)
        {
            await AskAsync(transport, Name);
        }

        Assert.Equal(4, seen.Select(s => s.Port).Distinct().Count());
        Assert.InRange(seen.Select(s => s.Id).Distinct().Count(), 190, 200);
        Assert.InRange(seen.Select(s => s.Name).Distinct().Count(), 150, 200);
        int[] ports = [.. seen.Select(s => s.Port).Distinct().Order()];
        Assert.True(ports[^1] - ports[0] > 100, string.Join(' ', ports));
    }

    private static MultiplexedTransport Open(RawServer server, TimeSpan timeout) => new(server.EndPoint, new BulkOptions { Timeout = timeout });

    private static string NameOf(int number) => number + ".bl.lab.test";

    private static int NumberOf(byte[] question) => int.Parse(RawServer.NameOf(question).Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static string AddressOf(int number) => "127.0." + (number >> 8) + "." + (number & 255);

    private static async Task AssertAllAsync(MultiplexedTransport transport, int count, int from = 0)
    {
        IEnumerable<int> numbers = Enumerable.Range(from, count);
        Assert.Equal(
            numbers.Select(AddressOf), await Task.WhenAll(numbers.Select(n => AskAsync(transport, NameOf(n)))));
    }

    private static async Task<string> AskAsync(MultiplexedTransport transport, string name)
    {
        DnsAnswer answer = await transport.AskAsync(name, DnsRecordKind.A, CancellationToken.None);
        return answer.Outcome == DnsOutcome.Failed ? answer.Failure.ToString() : string.Join(' ', answer.Addresses);
    }
}
