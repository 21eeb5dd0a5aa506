using System;
using System.Globalization;
using System.IO;
using System.Linq;
using DelistTools.Lab;

namespace DelistTools.Benchmarks;

/// <summary>
/// Writes a log as Postfix would: five lines for a message that was delivered, and among a hundred lines one that tells of a
/// refusal: of one of some sixty receivers with four hosts each, half of which give the session a number in their reply. The
/// same log at each run.
/// </summary>
internal static class PostfixLogWriter
{
    private const int MessagesPerRefusal = 20;

    internal static void Write(string path, int megabytes)
    {
        string[] replies = File.ReadAllLines(Path.Combine(RepositoryFolder.Path, "tests", "DelistTools.Core.Tests", "Diagnosis", "replies.tsv"))
            .Skip(1).Select(l => l.Split('\t')[5]).ToArray();
        Random random = new(20261127);
        DateTime at = new(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc);
        using StreamWriter log = new(path) { NewLine = "\n" };
        for (int message = 0; log.BaseStream.Length < (long)megabytes << 20; message++)
        {
            at = at.AddMilliseconds(random.Next(200));
            string id = "4X" + message.ToString("X8", CultureInfo.InvariantCulture);
            string head = at.ToString("MMM dd HH:mm:ss", CultureInfo.InvariantCulture) + " mail postfix/";
            int receiver = random.Next(replies.Length);
            int exchanger = random.Next(4);
            string host = "mx" + exchanger + ".receiver" + receiver + ".example.net[198.51.100." + ((receiver * 4 + exchanger) % 254) + "]:25";
            string to = ": to=<user" + random.Next(1, 99_999) + "@example" + random.Next(1, 99) + ".net>, relay=" + host + ", delay=1.3, delays=0.1/0.01/0.7/0.5, dsn=";
            log.WriteLine(head + "smtpd[" + random.Next(1000, 9999) + "]: connect from web" + random.Next(1, 40) + ".example.com[192.0.2." + random.Next(1, 254) + "]");
            log.WriteLine(head + "smtpd[1911]: " + id + ": client=web7.example.com[192.0.2.7], sasl_method=LOGIN, sasl_username=shop@example.com");
            log.WriteLine(head + "cleanup[2044]: " + id + ": message-id=<" + Guid.NewGuid().ToString("N") + "@web7.example.com>");
            log.WriteLine(head + "qmgr[812]: " + id + ": from=<shop@example.com>, size=" + random.Next(900, 90_000) + ", nrcpt=1 (queue active)");
            string reply = replies[receiver] + (receiver % 2 == 0 ? "" : " [" + random.Next().ToString("X8", CultureInfo.InvariantCulture) + "]");
            if (message % MessagesPerRefusal == 0 && reply.Length > 8 && char.IsDigit(reply[0]))
            {
                bool isPermanent = reply[0] == '5';
                log.WriteLine(head + "smtp[3310]: " + id + to + (isPermanent ? "5" : "4") + ".0.0, status=" + (isPermanent ? "bounced" : "deferred")
                    + " (host " + host.Replace(":25", "", StringComparison.Ordinal) + " said: " + reply + " (in reply to RCPT TO command))");
            }
            else
            {
                log.WriteLine(head + "smtp[3310]: " + id + to + "2.0.0, status=sent (250 2.0.0 Ok: queued as " + random.Next().ToString("X", CultureInfo.InvariantCulture) + ")");
            }
        }
    }
}
