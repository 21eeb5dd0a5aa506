using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Diagnosis;
using DelistTools.Mail;

namespace DelistTools.Placement;

/// <summary>Watches a mailbox for a message until it is there, a bounce is there instead, or the time is up.</summary>
internal sealed class ProbeSearch
{
    /// <summary>In a row, each waited for twice as long as the one before.</summary>
    private const int MostLosses = 5;

    /// <summary>A connection that held so long was a good one, and what broke it is no row.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(1);

    private readonly Func<CancellationToken, Task<MailboxSession>> _open;
    private readonly string _server;
    private readonly RefusalDiagnosis _diagnosis;
    private readonly ProbePace _pace;
    private readonly Action<string>? _trace;

    /// <param name="open">Opens the mailbox, and again where the connection broke.</param>
    /// <param name="server">By what name the server is spoken of.</param>
    /// <param name="diagnosis">Says what a bounce means.</param>
    /// <param name="pace">How often to look where.</param>
    /// <param name="trace">Told what is done; null where nobody wants to know.</param>
    internal ProbeSearch(
        Func<CancellationToken, Task<MailboxSession>> open, string server, RefusalDiagnosis diagnosis, ProbePace pace, Action<string>? trace)
    {
        _open = open;
        _server = server;
        _diagnosis = diagnosis;
        _pace = pace;
        _trace = trace;
    }

    /// <summary>What became of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="longest">How long to wait for it; zero: one look.</param>
    /// <param name="stopping">Gives up.</param>
    /// <exception cref="MailboxException">The mailbox cannot be looked into.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<ProbePlacement> FindAsync(ProbeMessage message, TimeSpan longest, CancellationToken stopping)
    {
        Stopwatch watch = new();
        BounceSearch bounces = new(message, _diagnosis);
        int losses = 0;
        while (true)
        {
            string? loss;
            MailboxSession? session = null;
            TimeSpan openedAt = watch.Elapsed;
            try
            {
                session = await _open(stopping).ConfigureAwait(false);
                watch.Start();
                return await WatchAsync(session, message, bounces, watch, longest, stopping).ConfigureAwait(false);
            }
            catch (MailboxLostException e)
            {
                loss = e.Message;
            }
            catch (MailboxException e) when (e.IsOutage && watch.IsRunning && losses < MostLosses)
            {
                // It was there before, and may be again: servers are started anew.
                loss = "it cannot be reached";
            }
            finally
            {
                await (session?.CloseAsync() ?? Task.CompletedTask).ConfigureAwait(false);
            }

            losses = watch.Elapsed - openedAt > Steady ? 1 : losses + 1;
            if (losses > MostLosses || (losses > 1 && watch.IsRunning && watch.Elapsed >= longest))
            {
                throw new MailboxException(new Problem("ImapConnectFailed", _server, _server, "the connection broke again and again; at last: " + loss));
            }

            _trace?.Invoke("The connection to " + _server + " broke: " + NetworkText.Clean(loss) + ". Connecting again.");
            await Task.Delay(TimeSpan.FromTicks(_pace.Recovery.Ticks << (losses - 1)), stopping).ConfigureAwait(false);
        }
    }

    private async Task<ProbePlacement> WatchAsync(
        MailboxSession session, ProbeMessage message, BounceSearch bounces, Stopwatch watch, TimeSpan longest, CancellationToken stopping)
    {
        FolderSearch folders = await FolderSearch.OpenAsync(session, message, bounces, _trace).ConfigureAwait(false);
        TimeSpan? everywhereAt = null;
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            bool isLast = watch.Elapsed >= longest;
            bool everywhere = isLast || everywhereAt is null || watch.Elapsed - everywhereAt >= _pace.Everywhere;
            everywhereAt = everywhere ? watch.Elapsed : everywhereAt;
            if (await folders.LookAsync(everywhere).ConfigureAwait(false) is LandedMessage landed)
            {
                return Placement(message, landed, bounces.Warning, watch.Elapsed);
            }

            if (!folders.HasOpened)
            {
                throw new MailboxException(new Problem("ImapFoldersClosed", _server, _server));
            }

            if (bounces.Refusal is not null || isLast)
            {
                return new ProbePlacement
                {
                    MessageId = message.Id,
                    ImapServer = _server,
                    SentAt = message.SentAt,
                    Refusal = bounces.Refusal ?? bounces.Warning,
                    Waited = watch.Elapsed,
                };
            }

            TimeSpan left = longest - watch.Elapsed;
            if (left > TimeSpan.Zero)
            {
                _trace?.Invoke("Not there yet. " + (session.CanIdle ? "Listening (IDLE)." : "Asking again in a while (NOOP)."));
                await session.WaitAsync(left < _pace.Listen ? left : _pace.Listen).ConfigureAwait(false);
            }
        }
    }

    private ProbePlacement Placement(ProbeMessage message, LandedMessage landed, MailRefusal? warning, TimeSpan waited)
    {
        DateTime? receivedAt = landed.ArrivedAt?.UtcDateTime;
        TimeSpan? delay = receivedAt - message.SentAt;

        // The server counts whole seconds, so that it may seem to have had the message before it was sent.
        delay = delay < TimeSpan.Zero && delay > -TimeSpan.FromSeconds(1) ? TimeSpan.Zero : delay;
        return new ProbePlacement
        {
            MessageId = message.Id,
            ImapServer = _server,
            Found = true,
            Folder = NetworkText.Clean(landed.Folder),
            IsJunk = landed.IsJunk,
            SentAt = message.SentAt,
            ReceivedAt = receivedAt,
            Delay = delay,
            AuthenticationResults = ReceiverResults.Of(landed.Header),
            ReceivedPath = ReceivedPath.Of(landed.Header),
            ProviderVerdicts = ProviderVerdicts.Of(landed.Header),
            Refusal = warning,
            Waited = waited,
        };
    }
}
