using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Diagnosis;
using DelistTools.Mail;

namespace DelistTools.Placement;

/// <summary>Looks among the messages of a folder for the bounce of one message, and keeps what it found.</summary>
internal sealed class BounceSearch
{
    /// <summary>The words of the server and the header of what came back stand before the rest of it.</summary>
    private const int LongestBounce = 256 * 1024;

    /// <summary>Servers give up after five days at most (RFC 5321, section 4.5.4.1).</summary>
    private static readonly TimeSpan LongestQueue = TimeSpan.FromDays(5);

    private readonly ProbeMessage _message;
    private readonly RefusalDiagnosis _diagnosis;
    private readonly BounceMessages _reader = new();
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <param name="message">The message whose bounce it is.</param>
    /// <param name="diagnosis">Says what a bounce means.</param>
    internal BounceSearch(ProbeMessage message, RefusalDiagnosis diagnosis)
    {
        _message = message;
        _diagnosis = diagnosis;
    }

    /// <summary>The refusal, where the message came back; null as long as it did not.</summary>
    internal MailRefusal? Refusal { get; private set; }

    /// <summary>The refusal, where the sending server says that it goes on trying; null as long as it does not.</summary>
    internal MailRefusal? Warning { get; private set; }

    /// <summary>Looks through the open folder.</summary>
    /// <param name="session">The mailbox.</param>
    /// <param name="folder">The open folder.</param>
    /// <param name="news">Messages of it that were not there before.</param>
    /// <param name="thoroughly">Lets the server search all that came since the message was sent, which may cost it time.</param>
    /// <exception cref="MailboxLostException">The connection broke.</exception>
    internal async Task LookAsync(MailboxSession session, MailboxFolder folder, IEnumerable<MessageGlance> news, bool thoroughly)
    {
        List<uint> candidates = news.Where(MayBeBounce).Select(g => g.Uid).ToList();
        if (thoroughly)
        {
            candidates.AddRange(await session.FindTextAsync(_message.Id, _message.SentAt ?? DateTime.UtcNow - LongestQueue).ConfigureAwait(false));
        }

        foreach (uint uid in candidates.Where(u => _read.Add(folder.Name + "\n" + u)))
        {
            if (await session.ReadMessageAsync(uid, LongestBounce).ConfigureAwait(false) is byte[] octets)
            {
                Take(octets);
            }
        }
    }

    private bool MayBeBounce(MessageGlance glance)
    {
        MailFields fields = glance.Fields;
        return Holds(fields, "Content-Type", "delivery-status") || fields.Has("X-Failed-Recipients")
            || Holds(fields, "In-Reply-To", _message.Id) || Holds(fields, "References", _message.Id)
            || Holds(fields, "Auto-Submitted", "auto-") || fields.All("Return-Path").Any(v => v.Trim() is "<>" or "")
            || Holds(fields, "From", "daemon") || Holds(fields, "From", "postmaster") || Holds(fields, "From", "microsoftexchange");
    }

    private static bool Holds(MailFields fields, string name, string text) =>
        fields.All(name).Any(v => v.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0);

    private void Take(byte[] octets)
    {
        using MemoryStream stream = new(octets, writable: false);
        bool isNamed = Encoding.ASCII.GetString(octets).IndexOf(_message.Id, StringComparison.Ordinal) >= 0;

        // Not every bounce brings the header back; one that names the message anywhere is about it, unless it says of another.
        IEnumerable<FoundRefusal> found = _reader.Find(stream).Refusals.Where(r => r.MessageId == _message.Id || (r.MessageId is null && isNamed));
        foreach (MailRefusal refusal in _diagnosis.Diagnose(found, null, CancellationToken.None))
        {
            if (refusal.Action == DeliveryAction.Delayed)
            {
                Warning ??= refusal;
            }
            else
            {
                Refusal ??= refusal;
            }
        }
    }
}
