using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace DelistTools.Diagnosis;

/// <summary>Reads a log and then what is written to it, through its rotations, until told to stop.</summary>
internal sealed class LogFollower
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly LogClock _clock;
    private readonly Action<CancellationToken> _wait;

    /// <param name="clock">What the log's times leave out; this host's where none is given.</param>
    /// <param name="wait">Waits until it is worth looking again, or the token is cancelled; a quarter of a second where none is given.</param>
    internal LogFollower(LogClock? clock = null, Action<CancellationToken>? wait = null)
    {
        _clock = clock ?? new LogClock();
        _wait = wait ?? (token => token.WaitHandle.WaitOne(Pause));
    }

    /// <summary>
    /// The refusals of a log from its beginning on. Waits for the file where there is none, and ends, without an exception,
    /// when the token is cancelled. A line counts once its line end is there, or its file was rotated away.
    /// </summary>
    /// <param name="path">The log's path, under which others rename it away, empty it or delete it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The log could not be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The log may not be read.</exception>
    internal IEnumerable<FoundRefusal> Follow(string path, CancellationToken cancellationToken)
    {
        LogIntake intake = new(_clock);
        List<FoundRefusal> found = new();
        bool wasThere = false;
        FollowedFile? file = null;
        FollowedFile? next = null;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                file ??= FollowedFile.TryOpen(path, wasThere, cancellationToken);
                if (file is null)
                {
                    _wait(cancellationToken);
                    continue;
                }

                wasThere = true;

                // Looked for before reading: whoever writes to the next file has written the last line to this one.
                next = file.Successor(path, cancellationToken);
                if (file.TryRestart())
                {
                    intake.Forget();
                }

                bool grew = false;
                for (bool goesOn = true; goesOn && !cancellationToken.IsCancellationRequested;)
                {
                    goesOn = intake.Read(file.Stream) > 0;
                    grew |= goesOn;
                    if (goesOn)
                    {
                        intake.Take(found);
                    }
                    else if (next is not null)
                    {
                        intake.End(found);
                    }

                    foreach (FoundRefusal refusal in found)
                    {
                        if (cancellationToken.IsCancellationRequested)
                        {
                            break;
                        }

                        yield return refusal;
                    }

                    found.Clear();
                }

                if (next is not null)
                {
                    file.Dispose();
                    file = next;
                    next = null;
                }
                else if (!grew)
                {
                    _wait(cancellationToken);
                }
            }
        }
        finally
        {
            file?.Dispose();
            next?.Dispose();
        }
    }
}
