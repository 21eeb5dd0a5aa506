using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Mail;

namespace DelistTools.Placement;

/// <summary>
/// Looks for a message in the folders of a mailbox, those first where it most likely is: the inbox, junk, and then all others
/// that a rule may have sorted it into.
/// </summary>
internal sealed class FolderSearch
{
    private const int MostFolders = 100;

    /// <summary>The last messages of a folder that are looked at one by one, for servers that do not find what they have.</summary>
    private const int Newest = 50;

    private readonly MailboxSession _session;
    private readonly ProbeMessage _message;
    private readonly BounceSearch _bounces;
    private readonly IReadOnlyList<MailboxFolder> _often;
    private readonly IReadOnlyList<MailboxFolder> _seldom;
    private readonly MailboxFolder? _inbox;
    private readonly Dictionary<MailboxFolder, uint> _highest = new();

    private FolderSearch(MailboxSession session, ProbeMessage message, BounceSearch bounces, IReadOnlyList<MailboxFolder> often, IReadOnlyList<MailboxFolder> seldom)
    {
        _session = session;
        _message = message;
        _bounces = bounces;
        _often = often;
        _seldom = seldom;
        _inbox = often.FirstOrDefault(f => f.Role == FolderRole.Inbox);
    }

    /// <summary>Any folder could be looked into.</summary>
    internal bool HasOpened { get; private set; }

    /// <exception cref="MailboxLostException">The connection broke.</exception>
    internal static async Task<FolderSearch> OpenAsync(MailboxSession session, ProbeMessage message, BounceSearch bounces, Action<string>? trace)
    {
        IReadOnlyList<MailboxFolder> folders = await session.FoldersAsync().ConfigureAwait(false);
        List<MailboxFolder> often = In(FolderRole.Inbox).Concat(In(FolderRole.Junk)).Concat(session.HasLabels ? In(FolderRole.All) : In(null)).ToList();
        List<MailboxFolder> rest = In(FolderRole.Other).Concat(In(FolderRole.Trash)).Concat(session.HasLabels ? In(null) : In(FolderRole.All)).ToList();
        List<MailboxFolder> seldom = rest.Take(MostFolders).ToList();

        // What folders somebody has, and what they call them, is their own affair: only their number is told.
        trace?.Invoke("Looking in the inbox, " + In(FolderRole.Junk).Count() + " junk and " + seldom.Count + " other folders"
            + (rest.Count > seldom.Count ? "; " + (rest.Count - seldom.Count) + " more are left out." : "."));
        return new FolderSearch(session, message, bounces, often, seldom);

        IEnumerable<MailboxFolder> In(FolderRole? role) => folders.Where(f => f.Role == role);
    }

    /// <summary>Looks once; null where the message is not there. The inbox is left open.</summary>
    /// <param name="everywhere">Also in the folders that mail seldom arrives in.</param>
    /// <exception cref="MailboxLostException">The connection broke.</exception>
    internal async Task<LandedMessage?> LookAsync(bool everywhere)
    {
        // The inbox first, where most mail is, and again: what comes while it is closed is not told by listening to it.
        List<MailboxFolder> folders = _often.Concat(everywhere ? _seldom : Array.Empty<MailboxFolder>()).ToList();
        foreach (MailboxFolder folder in folders.Count > 1 && _inbox is not null ? folders.Concat(new[] { _inbox }) : folders)
        {
            if (await LookInAsync(folder, everywhere).ConfigureAwait(false) is LandedMessage landed)
            {
                return landed;
            }

            if (_bounces.Refusal is not null)
            {
                return null;
            }
        }

        return null;
    }

    private async Task<LandedMessage?> LookInAsync(MailboxFolder folder, bool thoroughly)
    {
        if (!await _session.OpenAsync(folder).ConfigureAwait(false))
        {
            return null;
        }

        HasOpened = true;

        IReadOnlyList<uint> found = await _session.FindAsync(_message.Id).ConfigureAwait(false);
        IReadOnlyList<MessageGlance> hits = found.Count > 0 ? await _session.GlanceAsync(found.Take(Newest)).ConfigureAwait(false) : Array.Empty<MessageGlance>();
        bool mayHoldBounces = folder.Role is FolderRole.Inbox or FolderRole.Junk;
        IReadOnlyList<MessageGlance> news = Array.Empty<MessageGlance>();
        if (mayHoldBounces)
        {
            _highest.TryGetValue(folder, out uint highest);
            news = await _session.NewestAsync(Newest, highest).ConfigureAwait(false);
            _highest[folder] = news.Select(g => g.Uid).Concat(new[] { highest }).Max();
        }

        foreach (MessageGlance hit in hits.Concat(news).Where(g => IsIt(g.Fields)))
        {
            if (await LandedAsync(folder, hit).ConfigureAwait(false) is LandedMessage landed)
            {
                return landed;
            }
        }

        if (mayHoldBounces)
        {
            await _bounces.LookAsync(_session, folder, news, thoroughly).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>The search finds what holds the id, too.</summary>
    private bool IsIt(MailFields fields) =>
        fields.All("Message-ID").Any(v => v.Trim().TrimStart('<').TrimEnd('>') == _message.Id);

    /// <summary>Null where it is a copy of what was sent, or gone again.</summary>
    private async Task<LandedMessage?> LandedAsync(MailboxFolder folder, MessageGlance hit)
    {
        string name = folder.Name;
        bool? isJunk = folder.Role switch
        {
            FolderRole.Inbox or FolderRole.Other => false,
            FolderRole.Junk => true,
            _ => null,
        };
        if (folder.Role == FolderRole.All && _session.HasLabels)
        {
            if (Has("Inbox") && _inbox is not null)
            {
                name = _inbox.Name;
            }
            else if (Has("Sent") || Has("Draft"))
            {
                return null;
            }

            isJunk = Has("Spam") || Has("Junk");
        }

        MailFields? header = await _session.ReadHeaderAsync(hit.Uid).ConfigureAwait(false);
        return header is null ? null : new LandedMessage { Folder = name, IsJunk = isJunk, ArrivedAt = hit.ArrivedAt, Header = header };

        bool Has(string label) => hit.Labels.Any(l => l.TrimStart('\\').Equals(label, StringComparison.OrdinalIgnoreCase));
    }
}
