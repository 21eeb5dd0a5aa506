using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Dns;

/// <summary>
/// What can be saved of a reply that was cut off (TC, RFC 1035, section 4.1.1) by a server that has no TCP, as rbldnsd
/// has none: DnsClient throws such a reply away. One plain question over UDP; the records that arrived whole are read.
/// </summary>
internal static class CutOffReply
{
    private const int HeaderLength = 12;

    private const int FixedRecordLength = 10;

    /// <summary>The records of the cut-off reply, marked partial, or its "no such name"; null where nothing usable came in time.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<DnsAnswer?> AskAsync(
        IPEndPoint server, string name, DnsRecordKind kind, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        byte[] question = Write(name, kind);
        using UdpClient client = new(server.AddressFamily);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);

        // The older framework's receive takes no token; closing the socket ends it there, too.
        using CancellationTokenRegistration closing = limit.Token.Register(client.Close);
        try
        {
            client.Connect(server);
            await client.SendAsync(question, question.Length).ConfigureAwait(false);
            while (true)
            {
#pragma warning disable CA2016 // The overload with a token is missing on .NET Framework; see above.
                UdpReceiveResult reply = await client.ReceiveAsync().ConfigureAwait(false);
#pragma warning restore CA2016
                if (IsReplyTo(question, reply.Buffer))
                {
                    return Read(reply.Buffer, question.Length, kind, watch.Elapsed);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static byte[] Write(string name, DnsRecordKind kind)
    {
        List<byte> message = new(HeaderLength + name.Length + 6);
        byte[] id = new byte[2];
        using (RandomNumberGenerator random = RandomNumberGenerator.Create())
        {
            random.GetBytes(id);
        }

        // Recursion desired, one question.
        message.AddRange(id);
        message.AddRange(new byte[] { 1, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
        foreach (string label in name.TrimEnd('.').Split('.'))
        {
            message.Add((byte)label.Length);
            message.AddRange(Encoding.ASCII.GetBytes(label));
        }

        message.AddRange(new byte[] { 0, 0, (byte)kind, 0, 1 });
        return message.ToArray();
    }

    /// <summary>Same id, a reply, and the very question repeated, in whatever case.</summary>
    private static bool IsReplyTo(byte[] question, byte[] reply)
    {
        if (reply.Length < question.Length || reply[0] != question[0] || reply[1] != question[1] || (reply[2] & 0x80) == 0)
        {
            return false;
        }

        for (int i = HeaderLength; i < question.Length; i++)
        {
            if (Lower(reply[i]) != Lower(question[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static DnsAnswer? Read(byte[] reply, int start, DnsRecordKind kind, TimeSpan elapsed)
    {
        const int CodeMask = 0x0F;
        const int AuthorityMask = 0x04;
        const int NoSuchName = 3;
        if ((reply[3] & CodeMask) == NoSuchName)
        {
            // What was cut off can only have been the SOA, so that the answer stands and is kept for no time.
            return new DnsAnswer { Outcome = DnsOutcome.NameError, IsAuthoritative = (reply[2] & AuthorityMask) != 0, Elapsed = elapsed };
        }

        List<IPAddress> addresses = new();
        List<string> texts = new();
        long ttl = long.MaxValue;
        int at = start;
        int count = (reply[6] << 8) | reply[7];
        for (int i = 0; i < count && (reply[3] & CodeMask) == 0; i++)
        {
            at = SkipName(reply, at);
            if (at < 0 || at + FixedRecordLength > reply.Length)
            {
                break;
            }

            int type = (reply[at] << 8) | reply[at + 1];
            long lifetime = ((long)reply[at + 4] << 24) | ((long)reply[at + 5] << 16) | ((long)reply[at + 6] << 8) | reply[at + 7];
            int length = (reply[at + 8] << 8) | reply[at + 9];
            at += FixedRecordLength;
            if (at + length > reply.Length)
            {
                break;
            }

            if (type == (int)kind)
            {
                ReadData(reply, at, length, kind, addresses, texts);
                ttl = Math.Min(ttl, lifetime);
            }

            at += length;
        }

        return addresses.Count + texts.Count == 0
            ? null
            : new DnsAnswer
            {
                Outcome = DnsOutcome.Records,
                Addresses = DnsAnswer.Sorted(addresses),
                Texts = texts.Distinct().OrderBy(t => t, StringComparer.Ordinal).ToList().AsReadOnly(),
                Ttl = TimeSpan.FromSeconds(ttl),
                IsPartial = true,
                IsAuthoritative = (reply[2] & AuthorityMask) != 0,
                Elapsed = elapsed,
            };
    }

    private static void ReadData(byte[] reply, int at, int length, DnsRecordKind kind, List<IPAddress> addresses, List<string> texts)
    {
        if (kind == DnsRecordKind.Txt)
        {
            StringBuilder text = new();
            for (int i = at; i < at + length && i + reply[i] < at + length; i += reply[i] + 1)
            {
                text.Append(Encoding.UTF8.GetString(reply, i + 1, reply[i]));
            }

            texts.Add(text.ToString());
        }
        else if ((kind, length) is (DnsRecordKind.A, 4) or (DnsRecordKind.Aaaa, 16))
        {
            // Nothing is saved of MX records: the host to be tried first may be among those cut off.
            byte[] octets = new byte[length];
            Array.Copy(reply, at, octets, 0, length);
            addresses.Add(new IPAddress(octets));
        }
    }

    /// <summary>The place after a name; a pointer ends it (RFC 1035, section 4.1.4). Negative where the reply ends first.</summary>
    private static int SkipName(byte[] reply, int at)
    {
        while (at < reply.Length)
        {
            int length = reply[at];
            if (length == 0)
            {
                return at + 1;
            }

            if ((length & 0xC0) != 0)
            {
                return at + 2;
            }

            at += length + 1;
        }

        return -1;
    }

    private static int Lower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? value + 32 : value;
}
