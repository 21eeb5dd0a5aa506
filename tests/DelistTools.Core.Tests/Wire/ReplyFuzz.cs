using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Reflection;
using System.Text;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using DelistTools.Lab;

namespace DelistTools.Core.Tests.Wire;

/// <summary>
/// Damaged replies by the thousand: the reader neither throws nor reads outside, takes nothing for the answer that does
/// not repeat the question, reads what is well-formed as the plainest reader does, and never reads an entry where
/// DnsClient's own parser finds none, or the other way round.
/// </summary>
internal static class ReplyFuzz
{
    private static readonly Func<byte[], object> Parse = FindParser();

    /// <summary>What went wrong, at most ten of it; empty in a sound reader.</summary>
    internal static List<string> Run(int count, int seed, Dictionary<string, int> tally)
    {
        DnsReplyMutator mutator = new(seed);
        List<string> faults = [];
        BulkReply reply = new(), again = new();
        byte[] question = new byte[QuestionPacket.Longest];
        byte[] wide = new byte[65536 + 1024];
        new Random(seed).NextBytes(wide);
        for (int i = 0; i < count && faults.Count < 10; i++)
        {
            MutatedReply mutated = mutator.Next();
            byte[] bytes = mutated.Bytes.ToArray();
            DnsRecordKind kind = (DnsRecordKind)mutated.Type;
            int nameLength = WireName.Write(mutated.Name, question, QuestionPacket.HeaderLength);
            QuestionPacket.Finish(question, nameLength, kind, withEdns: true);
            try
            {
                if (ReplyReader.Id(bytes, bytes.Length) < 0)
                {
                    Count(tally, "no reply");
                    continue;
                }

                PacketMatch match = ReplyReader.Read(bytes, bytes.Length, question, nameLength, kind, reply);
                bytes.CopyTo(wide, 0);
                PacketMatch inWide = ReplyReader.Read(wide, bytes.Length, question, nameLength, kind, again);
                string? fault = Say(match, reply) == Say(inWide, again)
                    ? Check(bytes, question.AsSpan(0, QuestionPacket.HeaderLength + nameLength + 4).ToArray(), kind, match, reply, tally)
                    : "reads what lies behind the packet: " + Say(match, reply) + " and " + Say(inWide, again);
                if (fault is not null)
                {
                    faults.Add(fault + ": " + mutated.Name + " " + kind + " " + Convert.ToHexString(bytes));
                }
            }
            catch (Exception e)
            {
                // This is what is looked for.
                faults.Add(e.GetType().Name + " at " + e.StackTrace?.Split('\n')[0] + ": " + Convert.ToHexString(bytes));
            }
        }

        return faults;
    }

    private static string? Check(
        byte[] bytes, byte[] question, DnsRecordKind kind, PacketMatch match, BulkReply reply, Dictionary<string, int> tally)
    {
        if (match == PacketMatch.None)
        {
            Count(tally, "not the answer");
            return Repeats(bytes, question) ? "the answer was taken for none" : null;
        }

        if (bytes[4] == 0 && bytes[5] == 0)
        {
            Count(tally, "no question");
            return reply.Outcome == DnsOutcome.Failed ? null : "an answer without its question";
        }

        if (!Repeats(bytes, question))
        {
            return "an answer to another question";
        }

        if (reply.IsTruncated)
        {
            Count(tally, "cut off");
            return reply.Outcome == DnsOutcome.Failed && reply.AddressCount == 0 ? null : "a reply that was cut off was read";
        }

        PlainReply? plain = Plain(bytes, (int)kind);
        if (match == PacketMatch.Damaged)
        {
            Count(tally, "damaged");
            return plain is null ? null : "a well-formed reply was taken for a damaged one";
        }

        if (plain is null)
        {
            return match == PacketMatch.OtherCase ? null : "a damaged reply was read";
        }

        Count(tally, reply.Outcome == DnsOutcome.Failed ? "failure" : reply.Outcome.ToString());
        return Compare(plain, kind, reply) ?? CompareWithDnsClient(bytes, kind, reply, tally);
    }

    private static string? Compare(PlainReply plain, DnsRecordKind kind, BulkReply reply)
    {
        DnsAnswer answer = reply.ToAnswer();
        List<string> found = plain.Code != 0 ? [] : kind == DnsRecordKind.A ? [.. plain.Addresses()] : [.. plain.Texts()];
        DnsOutcome outcome = plain.Code switch
        {
            0 => found.Count > 0 ? DnsOutcome.Records : DnsOutcome.NoData,
            3 => DnsOutcome.NameError,
            _ => DnsOutcome.Failed,
        };
        long ttl = outcome switch { DnsOutcome.Records => plain.Ttl(), DnsOutcome.Failed => 0, _ => plain.NegativeTtl() };
        List<string> read = kind == DnsRecordKind.A ? [.. answer.Addresses.Select(a => a.ToString())] : [.. answer.Texts];
        bool isSame = answer.Outcome == outcome && (long)answer.Ttl.TotalSeconds == ttl
            && read.Order(StringComparer.Ordinal).SequenceEqual(found.Distinct().Order(StringComparer.Ordinal));
        return isSame ? null : "read as " + Say(PacketMatch.Answer, reply) + " instead of " + outcome + " " + string.Join(' ', found) + " for " + ttl;
    }

    /// <summary>
    /// An entry is one for both, or for one of them a failure. The exception is a code that goes on in OPT, which
    /// DnsClient does not add up: its NOERROR is a failure here.
    /// </summary>
    private static string? CompareWithDnsClient(byte[] bytes, DnsRecordKind kind, BulkReply reply, Dictionary<string, int> tally)
    {
        object message;
        try
        {
            message = Parse(bytes);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Count(tally, "DnsClient cannot read it");
            return null;
        }

        object header = Get(message, "Header");
        int code = Convert.ToInt32(Get(header, "ResponseCode"), System.Globalization.CultureInfo.InvariantCulture);
        bool isEntry = code == 0 && ((IEnumerable)Get(message, "Answers")).Cast<object>()
            .Any(r => Convert.ToInt32(Get(r, "RecordType"), System.Globalization.CultureInfo.InvariantCulture) == (int)kind);
        Count(tally, "DnsClient reads it");
        return reply.Outcome == DnsOutcome.Failed || reply.Outcome == DnsOutcome.Records == isEntry
            ? null
            : "DnsClient reads " + (isEntry ? "an entry" : "none") + ", and the reader " + reply.Outcome;
    }

    private static PlainReply? Plain(byte[] bytes, int kind)
    {
        try
        {
            PlainReply plain = new(bytes);
            plain.CheckData(kind);
            return plain;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool Repeats(byte[] bytes, byte[] question) =>
        bytes.Length >= question.Length && bytes[4] == 0 && bytes[5] == 1
        && Encoding.Latin1.GetString(bytes, 12, question.Length - 16).Equals(Encoding.Latin1.GetString(question, 12, question.Length - 16), StringComparison.OrdinalIgnoreCase)
        && bytes.AsSpan(question.Length - 4, 4).SequenceEqual(question.AsSpan(question.Length - 4));

    private static string Say(PacketMatch match, BulkReply reply) => string.Join(
        ' ', match, reply.Outcome, reply.Failure, reply.Ttl, reply.AddressCount, reply.IsTruncated, string.Join(',', reply.Texts));

    private static void Count(Dictionary<string, int> tally, string what) => tally[what] = tally.GetValueOrDefault(what) + 1;

    private static object Get(object of, string property) => of.GetType().GetProperty(property)!.GetValue(of)!;

    /// <summary>The library's parser is its own business, and is the one that reads every other reply.</summary>
    private static Func<byte[], object> FindParser()
    {
        Type type = Type.GetType("DnsClient.DnsUdpMessageHandler, DnsClient", throwOnError: true)!;
        MethodInfo method = type.GetMethod("GetResponseMessage", BindingFlags.Public | BindingFlags.Instance)!;
        object handler = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance | BindingFlags.NonPublic)[0] is var constructor
            ? constructor.Invoke([.. constructor.GetParameters().Select(p => p.HasDefaultValue ? p.DefaultValue : null)])
            : null!;
        return bytes => method.Invoke(handler, [new ArraySegment<byte>(bytes)])!;
    }
}
