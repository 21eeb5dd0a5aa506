using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Lab;

/// <summary>
/// A greylist for <see cref="PostfixOptions.Policy"/>: the first attempt of each client, sender and recipient is put off,
/// and a later one is let through.
/// </summary>
public sealed class Greylist
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly TimeSpan _wait;
    private readonly TimeProvider _clock;

    /// <param name="wait">How long a client has to wait; zero: the second attempt passes however soon it comes.</param>
    /// <param name="clock">Null: the system's clock.</param>
    public Greylist(TimeSpan wait = default, TimeProvider? clock = null)
    {
        _wait = wait;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>The clients, senders and recipients that were asked about, in order, separated by blanks.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Postfix' action for a recipient.</summary>
    public string Decide(IReadOnlyDictionary<string, string> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var triplet = string.Join(
            ' ', ((string[])["client_address", "sender", "recipient"]).Select(name => attributes.GetValueOrDefault(name, string.Empty)));
        _asked.Enqueue(triplet);
        var now = _clock.GetUtcNow();
        var first = _seen.GetOrAdd(triplet, now);
        return _asked.Count(asked => asked == triplet) > 1 && now - first >= _wait
            ? "DUNNO"
            : "DEFER_IF_PERMIT 4.7.1 Greylisted, see http://lab.test/greylisting";
    }
}
