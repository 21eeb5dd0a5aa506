using System;
using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>One SMTP dialogue of which a log tells line by line: which reply is to which command.</summary>
internal sealed class SendSession
{
    /// <summary>A message may have more recipients; of those beyond, a refusal of the whole message does not tell.</summary>
    private const int MostRecipients = 200;

    private const int LongestReply = 8192;

    private readonly Queue<string> _waiting = new();
    private readonly List<string> _accepted = new();
    private string _reply = "";
    private bool _greeted;
    private bool _refused;

    internal string? Sender { get; private set; }

    /// <summary>The name by which the other server greeted.</summary>
    internal string? Host { get; private set; }

    internal void Sent(string command)
    {
        if (_waiting.Count < 4 * MostRecipients)
        {
            _waiting.Enqueue(command);
        }

        if (Begins(command, "MAIL FROM:"))
        {
            Sender = Path(command);
            _accepted.Clear();
            _refused = false;
        }
    }

    /// <summary>Takes a line of a reply; gives a refusal of each recipient once the reply is whole and refuses.</summary>
    internal IEnumerable<(string? Recipient, SmtpStage? Stage, string Reply)> Received(string line)
    {
        _reply = _reply.Length == 0 ? line : _reply.Length < LongestReply ? _reply + "\n" + line : _reply;
        if (line.Length > 3 && line[3] == '-')
        {
            yield break;
        }

        string reply = _reply;
        int code = SmtpReplyText.Code(reply) ?? 0;
        _reply = "";
        if (!_greeted)
        {
            _greeted = true;
            Host = Greeter(reply);
            if (code >= 400)
            {
                yield return (null, SmtpStage.Connect, reply);
            }

            yield break;
        }

        string command = _waiting.Count > 0 ? _waiting.Dequeue() : "";
        if (code == 354)
        {
            // The message itself is not in the log; the next reply is to its end.
            _waiting.Enqueue(".");
        }
        else if (code < 400)
        {
            if (Begins(command, "RCPT TO:") && _accepted.Count < MostRecipients)
            {
                _accepted.Add(Path(command) ?? "");
            }
        }
        else if (Begins(command, "RCPT TO:") && !_refused)
        {
            yield return (Path(command), SmtpStage.Recipient, reply);
        }
        else if (command == "." || Begins(command, "BDAT"))
        {
            foreach (string recipient in _accepted)
            {
                yield return (recipient, SmtpStage.Data, reply);
            }
        }
        else if (Begins(command, "MAIL FROM:"))
        {
            // What was sent along in one go is refused for that alone.
            _refused = true;
            yield return (null, SmtpStage.MailFrom, reply);
        }
        else if (Begins(command, "HELO") || (Begins(command, "EHLO") && code is not (500 or 502)))
        {
            yield return (null, SmtpStage.Hello, reply);
        }
        else if (Begins(command, "STARTTLS") || Begins(command, "AUTH"))
        {
            yield return (null, command[0] is 'A' or 'a' ? SmtpStage.Authenticate : SmtpStage.StartTls, reply);
        }
        else if (code == 421)
        {
            yield return (null, null, reply);
        }
    }

    private static bool Begins(string command, string verb) => command.StartsWith(verb, StringComparison.OrdinalIgnoreCase);

    private static string? Path(string command)
    {
        int open = command.IndexOf('<');
        int close = open < 0 ? -1 : command.IndexOf('>', open);
        return close < 0 ? null : command.Substring(open + 1, close - open - 1);
    }

    /// <summary>The first word behind the code of a greeting (RFC 5321, section 4.2), where it is a host's name.</summary>
    private static string? Greeter(string greeting)
    {
        string[] words = greeting.Split(new[] { ' ', '-', '\n' }, 3);
        string name = words.Length < 2 ? "" : greeting.Substring(Math.Min(4, greeting.Length)).Split(' ', '\n')[0];
        return name.IndexOf('.') > 0 && Uri.CheckHostName(name) == UriHostNameType.Dns ? name : null;
    }
}
