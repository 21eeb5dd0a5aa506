using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>Waits for something to appear in a folder's files.</summary>
internal static class FolderWatch
{
    // Watching may lose an event where the system's queue is full; a look now and then makes up for it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>Looks at each change in a folder until what is looked for is there.</summary>
    /// <param name="folder">The folder; it exists.</param>
    /// <param name="look">Says what was found; null: nothing yet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<T> UntilAsync<T>(string folder, Func<T?> look, CancellationToken cancellationToken)
        where T : class
    {
        using var changed = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(folder);
        watcher.Changed += (_, _) => Wake();
        watcher.Created += (_, _) => Wake();
        watcher.Renamed += (_, _) => Wake();
        watcher.EnableRaisingEvents = true;
        T? found;
        while ((found = look()) is null)
        {
            await changed.WaitAsync(LongestWait, cancellationToken).ConfigureAwait(false);
        }

        watcher.EnableRaisingEvents = false;
        return found;

        void Wake()
        {
            try
            {
                changed.Release();
            }
            catch (ObjectDisposedException)
            {
                // A last event after the end.
            }
        }
    }
}
