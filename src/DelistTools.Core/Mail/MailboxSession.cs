using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

namespace DelistTools.Mail;

/// <summary>
/// A mailbox that is open to look into: folders are opened read-only (EXAMINE) and messages peeked at, so that nothing in it
/// changes, not even what counts as read. One caller at a time.
/// </summary>
[SuppressMessage(
    "Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "CloseAsync ends it; a timer that is just firing may still look at the source.")]
internal sealed class MailboxSession
{
    /// <summary>How long a command that is under way may go on after the caller has given up, so that LOGOUT can follow it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private static readonly string[] GlanceFields =
        { "Message-ID", "From", "Content-Type", "Auto-Submitted", "X-Failed-Recipients", "In-Reply-To", "References", "Return-Path" };

    private readonly ImapClient _client;
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenSource _lastMoment = new();
    private readonly List<CancellationTokenRegistration> _registrations = new();
    private MailboxFolder? _open;
    private volatile bool _changed;
    private volatile CancellationTokenSource? _idle;

    /// <param name="client">The client, not yet connected.</param>
    /// <param name="socket">Its socket.</param>
    /// <param name="stopping">The caller gives up.</param>
    internal MailboxSession(ImapClient client, Socket socket, CancellationToken stopping)
    {
        _client = client;
        _stopping = stopping;
        _registrations.Add(stopping.Register(() => _lastMoment.CancelAfter(Grace)));

        // Where a read cannot be given up (.NET Framework), it ends with its socket.
        _registrations.Add(_lastMoment.Token.Register(socket.Dispose));
    }

    /// <summary>A moment after the caller has given up.</summary>
    internal CancellationToken LastMoment => _lastMoment.Token;

    /// <summary>The server is Gmail: every message is in the folder of all mail, and labels say where else.</summary>
    internal bool HasLabels => (_client.Capabilities & ImapCapabilities.GMailExt1) != 0;

    internal bool CanIdle => (_client.Capabilities & ImapCapabilities.Idle) != 0;

    /// <summary>The folders in which a message can arrive.</summary>
    /// <exception cref="MailboxLostException">The connection broke.</exception>
    internal async Task<IReadOnlyList<MailboxFolder>> FoldersAsync()
    {
        List<IMailFolder> all = new() { _client.Inbox };
        foreach (FolderNamespace space in _client.PersonalNamespaces)
        {
            IList<IMailFolder>? found = await RunAsync(t => _client.GetFoldersAsync(space, false, t)).ConfigureAwait(false);
            all.AddRange(found ?? Array.Empty<IMailFolder>());
        }

        return all.GroupBy(f => f.FullName, StringComparer.Ordinal).Select(g => g.First())
            .Where(f => (f.Attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) == 0)
            .Select(f => new MailboxFolder(f, RoleOf(f))).ToList();
    }

    /// <summary>Opens a folder; false where the server does not let it be opened.</summary>
    /// <exception cref="MailboxLostException">The connection broke.</exception>
    internal async Task<bool> OpenAsync(MailboxFolder folder)
    {
        if (_open?.Source != folder.Source || !folder.Source.IsOpen)
        {
            if (_open is not null)
            {
                _open.Source.CountChanged -= OnCountChanged;
                _open = null;
            }

            FolderAccess? access = await RunAsync(async t => (FolderAccess?)await folder.Source.OpenAsync(FolderAccess.ReadOnly, t).ConfigureAwait(false)).ConfigureAwait(false);
            if (access is null)
            {
                return false;
            }

            _open = folder;
            folder.Source.CountChanged += OnCountChanged;
        }

        // What came before this is found by the searches that follow; what comes while they run is told with their answers.
        _changed = false;
        return true;
    }

    /// <summary>The messages of the open folder that have this Message-ID, or one that holds it.</summary>
    /// <param name="messageId">Without angle brackets.</param>
    internal Task<IReadOnlyList<uint>> FindAsync(string messageId) => SearchAsync(SearchQuery.HeaderContains("Message-ID", messageId));

    /// <summary>The messages of the open folder in which a text stands anywhere.</summary>
    /// <param name="text">The text.</param>
    /// <param name="since">Only those that arrived since then, give or take a day; null: all.</param>
    internal Task<IReadOnlyList<uint>> FindTextAsync(string text, DateTime? since)
    {
        SearchQuery query = SearchQuery.MessageContains(text);

        // The server goes by days, and by its own time zone.
        return SearchAsync(since is null ? query : query.And(SearchQuery.DeliveredAfter(since.Value.AddDays(-1).Date)));
    }

    /// <summary>The last messages of the open folder.</summary>
    /// <param name="most">How many at most, where it is looked at for the first time.</param>
    /// <param name="above">Only those with a higher number; zero: all.</param>
    internal async Task<IReadOnlyList<MessageGlance>> NewestAsync(int most, uint above)
    {
        int count = _open!.Source.Count;
        if (count == 0)
        {
            return Array.Empty<MessageGlance>();
        }

        IReadOnlyList<MessageGlance> found = await GlanceAsync((request, t) => above == 0
            ? _open.Source.FetchAsync(Math.Max(0, count - most), count - 1, request, t)
            : _open.Source.FetchAsync(new UniqueIdRange(new UniqueId(above + 1), UniqueId.MaxValue), request, t)).ConfigureAwait(false);

        // A range without an end has at least the last message in it.
        return found.Where(g => g.Uid > above).ToList();
    }

    /// <summary>What the server says of some messages of the open folder.</summary>
    internal Task<IReadOnlyList<MessageGlance>> GlanceAsync(IEnumerable<uint> uids)
    {
        List<UniqueId> ids = uids.Select(u => new UniqueId(u)).ToList();
        return GlanceAsync((request, t) => _open!.Source.FetchAsync(ids, request, t));
    }

    /// <summary>The header of a message of the open folder; null where it is gone.</summary>
    internal async Task<MailFields?> ReadHeaderAsync(uint uid)
    {
        byte[]? octets = await ReadAsync(t => _open!.Source.GetStreamAsync(new UniqueId(uid), "HEADER", t)).ConfigureAwait(false);
        return octets is null ? null : MailReader.Read(octets).Header;
    }

    /// <summary>The beginning of a message of the open folder; null where it is gone.</summary>
    /// <param name="uid">Which.</param>
    /// <param name="longest">How much of it, in octets.</param>
    internal Task<byte[]?> ReadMessageAsync(uint uid, int longest) =>
        ReadAsync(t => _open!.Source.GetStreamAsync(new UniqueId(uid), 0, longest, t));

    /// <summary>Waits until something changes in the open folder, or for so long.</summary>
    /// <exception cref="MailboxLostException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task WaitAsync(TimeSpan longest)
    {
        if (!CanIdle)
        {
            DateTime end = DateTime.UtcNow + longest;
            for (TimeSpan left = longest; left > TimeSpan.Zero && !_changed; left = end - DateTime.UtcNow)
            {
                await Task.Delay(left < PollInterval ? left : PollInterval, _stopping).ConfigureAwait(false);
                await RunAsync(NoOperationAsync).ConfigureAwait(false);
            }

            return;
        }

        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(_stopping);
        done.CancelAfter(longest);
        _idle = done;
        try
        {
            if (!_changed)
            {
                await RunAsync(
                    async t =>
                    {
                        await _client.IdleAsync(done.Token, t).ConfigureAwait(false);
                        return true;
                    },
                    longest + CommandLimit).ConfigureAwait(false);
            }
        }
        finally
        {
            _idle = null;
        }
    }

    /// <summary>Says good-bye, as far as the server listens, and lets go of the connection.</summary>
    internal async Task CloseAsync()
    {
        try
        {
            if (_client.IsConnected)
            {
                using CancellationTokenSource limit = new(_stopping.IsCancellationRequested ? Grace : TimeSpan.FromSeconds(5));
                await _client.DisconnectAsync(true, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (IsLoss(e) || e is OperationCanceledException or CommandException)
        {
            // The connection is gone, one way or the other.
        }
        finally
        {
            _registrations.ForEach(r => r.Dispose());
            _client.Dispose();
        }
    }

    private FolderRole RoleOf(IMailFolder folder)
    {
        FolderAttributes has = folder.Attributes;
        return folder == _client.Inbox || (has & FolderAttributes.Inbox) != 0 ? FolderRole.Inbox
            : (has & FolderAttributes.Junk) != 0 ? FolderRole.Junk
            : (has & FolderAttributes.All) != 0 ? FolderRole.All
            : (has & FolderAttributes.Trash) != 0 ? FolderRole.Trash
            : (has & (FolderAttributes.Sent | FolderAttributes.Drafts | FolderAttributes.Flagged | FolderAttributes.Important)) != 0 ? FolderRole.NoArrival
            : FolderNames.RoleOf(folder.Name);
    }

    private void OnCountChanged(object? sender, EventArgs e)
    {
        _changed = true;
        try
        {
            _idle?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The waiting has just ended by itself.
        }
    }

    private async Task<bool> NoOperationAsync(CancellationToken cancellationToken)
    {
        await _client.NoOpAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<IReadOnlyList<uint>> SearchAsync(SearchQuery query)
    {
        IList<UniqueId>? found = await RunAsync(t => _open!.Source.SearchAsync(query, t)).ConfigureAwait(false);
        return found?.Select(u => u.Id).ToList() ?? (IReadOnlyList<uint>)Array.Empty<uint>();
    }

    private async Task<IReadOnlyList<MessageGlance>> GlanceAsync(Func<IFetchRequest, CancellationToken, Task<IList<IMessageSummary>>> fetch)
    {
        MessageSummaryItems items = MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | (HasLabels ? MessageSummaryItems.GMailLabels : MessageSummaryItems.None);
        IList<IMessageSummary>? found = await RunAsync(t => fetch(new FetchRequest(items, GlanceFields), t)).ConfigureAwait(false);
        return (found ?? Array.Empty<IMessageSummary>()).Where(s => s.UniqueId.IsValid).Select(s => new MessageGlance
        {
            Uid = s.UniqueId.Id,
            ArrivedAt = s.InternalDate,
            Labels = s.GMailLabels?.ToList() ?? (IReadOnlyList<string>)Array.Empty<string>(),
            Fields = s.Headers is null ? MailFields.None : MailReader.Fields(s.Headers),
        }).ToList();
    }

    private async Task<byte[]?> ReadAsync(Func<CancellationToken, Task<Stream>> fetch)
    {
        Stream? stream = await RunAsync(async t => (Stream?)await fetch(t).ConfigureAwait(false)).ConfigureAwait(false);
        using (stream)
        {
            return stream is null ? null : MailBytes.Read(stream, _stopping);
        }
    }

    /// <summary>Runs a command; null where the server refuses it, or no longer has what it is about.</summary>
    private async Task<T?> RunAsync<T>(Func<CancellationToken, Task<T>> command, TimeSpan? longest = null)
    {
        _stopping.ThrowIfCancellationRequested();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_lastMoment.Token);
        limit.CancelAfter(longest ?? CommandLimit);
        try
        {
            T result = await command(limit.Token).ConfigureAwait(false);
            _stopping.ThrowIfCancellationRequested();
            return result;
        }
        catch (Exception e) when (e is CommandException or MessageNotFoundException or FolderNotFoundException)
        {
            _stopping.ThrowIfCancellationRequested();
            return default;
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            throw new MailboxLostException("it did not answer in " + (longest ?? CommandLimit).TotalSeconds + " seconds");
        }
        catch (Exception e) when (IsLoss(e))
        {
            _stopping.ThrowIfCancellationRequested();
            throw new MailboxLostException(e.Message.TrimEnd('.'));
        }
    }

    private static bool IsLoss(Exception e) =>
        e is ProtocolException or IOException or SocketException or ObjectDisposedException or ServiceNotConnectedException
            or ServiceNotAuthenticatedException or FolderNotOpenException;
}
