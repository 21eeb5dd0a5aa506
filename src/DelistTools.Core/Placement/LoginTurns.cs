using System;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Mail;

namespace DelistTools.Placement;

/// <summary>
/// Logins at one server, one after the other, and none any more after one has failed: several tries with the same wrong
/// password lock accounts.
/// </summary>
internal sealed class LoginTurns
{
    private readonly object _lock = new();
    private Task _last = Task.CompletedTask;
    private MailboxException? _failure;

    /// <summary>Logs in when it is its turn.</summary>
    /// <param name="open">Logs in.</param>
    /// <param name="stopping">Gives up.</param>
    /// <exception cref="MailboxException">This one failed, or one before it did.</exception>
    internal async Task<MailboxSession> TakeAsync(Func<Task<MailboxSession>> open, CancellationToken stopping)
    {
        TaskCompletionSource<bool> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_lock)
        {
            before = _last;
            _last = done.Task;
        }

        try
        {
            await before.ConfigureAwait(false);
            stopping.ThrowIfCancellationRequested();
            return _failure is null ? await open().ConfigureAwait(false) : throw _failure;
        }
        catch (MailboxException e)
        {
            // A server that is gone for a moment has refused nobody.
            _failure = e.IsOutage ? null : e;
            throw;
        }
        finally
        {
            done.TrySetResult(true);
        }
    }
}
