using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A mailbox on a free port of 127.0.0.1, without encryption, which takes any password or token: an inbox with what a mail
/// server of the lab has taken, and a junk folder. It answers what somebody asks who looks for a message.
/// </summary>
public sealed class LoopbackMailbox : IAsyncDisposable
{
    private const string Inbox = "* LIST (\\HasNoChildren) \"/\" \"INBOX\"";
    private const string Junk = "* LIST (\\HasNoChildren \\Junk) \"/\" \"Junk\"";
    private readonly Func<IReadOnlyList<string>> _messages;
    private readonly Func<IReadOnlyList<string>> _junk;
    private readonly List<DateTimeOffset> _arrivals = [];
    private readonly List<DateTimeOffset> _junkArrivals = [];
    private readonly LoopbackImapServer _server;
    private bool _isInbox;

    private LoopbackMailbox(Func<IReadOnlyList<string>> messages, Func<IReadOnlyList<string>> junk)
    {
        _messages = messages;
        _junk = junk;
        _server = LoopbackImapServer.Start("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 SPECIAL-USE NAMESPACE] A mailbox of the laboratory", Answer);
    }

    /// <summary>Address and port as <c>127.0.0.1:port</c>.</summary>
    public string ImapServer => _server.ImapServer;

    /// <summary>Starts a mailbox.</summary>
    /// <param name="messages">The messages of its inbox, with CR LF, the oldest first; only ever more of them.</param>
    /// <param name="junk">Those of its junk folder, in the same way; null: it stays empty.</param>
    public static LoopbackMailbox Start(Func<IReadOnlyList<string>> messages, Func<IReadOnlyList<string>>? junk = null) => new(messages, junk ?? (() => []));

    /// <summary>Ends all connections and the server.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IEnumerable<string> Answer(string command)
    {
        var words = command.Split(' ');
        return words[0] switch
        {
            "CAPABILITY" or "AUTHENTICATE" => ["* CAPABILITY IMAP4rev1 SPECIAL-USE NAMESPACE", "OK done"],
            "NAMESPACE" => ["* NAMESPACE ((\"\" \"/\")) NIL NIL", "OK done"],
            "LIST" => command.Contains("INBOX", StringComparison.Ordinal) ? [Inbox, "OK done"] : [Inbox, Junk, "OK done"],
            "EXAMINE" => Open(command),
            "NOOP" => [$"* {Count()} EXISTS", "OK done"],
            "UID" when words[1] == "SEARCH" => ["* SEARCH" + string.Concat(Found(command).Select(uid => " " + Text(uid))), "OK done"],
            "UID" => [.. Uids(words[2]).Select(uid => Fetched(uid, command)), "OK done"],
            "FETCH" => [.. Uids(words[1]).Select(uid => Fetched(uid, command)), "OK done"],
            _ => ["OK done"],
        };
    }

    private IEnumerable<string> Open(string command)
    {
        _isInbox = command.Contains("INBOX", StringComparison.Ordinal);
        return [$"* {Count()} EXISTS", "* OK [UIDVALIDITY 1] ok", "* OK [UIDNEXT " + Text(Count() + 1) + "] ok", "OK [READ-ONLY] done"];
    }

    private IReadOnlyList<string> Opened => _isInbox ? _messages() : _junk();

    private List<DateTimeOffset> OpenedArrivals => _isInbox ? _arrivals : _junkArrivals;

    private int Count()
    {
        var count = Opened.Count;
        lock (_arrivals)
        {
            while (OpenedArrivals.Count < count)
            {
                OpenedArrivals.Add(DateTimeOffset.UtcNow);
            }
        }

        return count;
    }

    /// <summary>The last quoted or bare word is what is looked for, in the header or anywhere.</summary>
    private IEnumerable<int> Found(string command)
    {
        var wanted = command.Split(' ')[^1].Trim('"');
        var quote = command.LastIndexOf('"', command.Length - 2);
        wanted = command.EndsWith('"') ? command[(quote + 1)..^1] : wanted;
        return Enumerable.Range(1, Count()).Where(uid => Opened[uid - 1].Contains(wanted, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Numbers and ranges, such as <c>1:*</c> or <c>2,4</c>; a message's number and its UID are the same here.</summary>
    private IEnumerable<int> Uids(string set)
    {
        var count = Count();
        foreach (var part in set.Split(','))
        {
            var ends = part.Split(':').Select(e => e == "*" ? Math.Max(count, 1) : (int)Math.Min(count + 1L, long.Parse(e, CultureInfo.InvariantCulture))).ToArray();
            for (var uid = Math.Min(ends[0], ends[^1]); uid <= Math.Max(ends[0], ends[^1]); uid++)
            {
                if (uid >= 1 && uid <= count)
                {
                    yield return uid;
                }
            }
        }
    }

    private string Fetched(int uid, string command)
    {
        var message = Opened[uid - 1];
        var header = message[..(message.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)];
        var isFields = command.Contains("HEADER.FIELDS", StringComparison.Ordinal);
        var name = isFields ? command[command.IndexOf("HEADER.FIELDS", StringComparison.Ordinal)..command.IndexOf(']', StringComparison.Ordinal)]
            : command.Contains("HEADER", StringComparison.Ordinal) ? "HEADER" : string.Empty;
        var text = name.Length > 0 ? header : message;
        DateTimeOffset arrived;
        lock (_arrivals)
        {
            arrived = OpenedArrivals[uid - 1];
        }

        var origin = command.Contains("<0.", StringComparison.Ordinal) ? "<0>" : string.Empty;
        return $"* {Text(uid)} FETCH (UID {Text(uid)} INTERNALDATE \"{arrived.ToString("dd-MMM-yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000\""
            + $" BODY[{name}]{origin} {{{Text(Encoding.UTF8.GetByteCount(text))}}}\r\n{text})";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
