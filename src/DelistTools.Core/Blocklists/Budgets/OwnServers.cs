using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>
/// Which lists of a run are asked at a server of one's own: one on a private address that holds the list's zone itself.
/// A resolver on such an address passes the questions on to the operator, and says so by leaving out AA.
/// </summary>
internal sealed class OwnServers
{
    private static readonly AddressRange[] Private =
    {
        Range("127.0.0.0", 8), Range("10.0.0.0", 8), Range("172.16.0.0", 12), Range("192.168.0.0", 16), Range("169.254.0.0", 16),
        Range("::1", 128), Range("fc00::", 7), Range("fe80::", 10),
    };

    private readonly bool _mayBe;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _shown = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _own = new(StringComparer.Ordinal);

    /// <param name="resolver">The server's address, as results show it.</param>
    internal OwnServers(string resolver)
    {
        _mayBe = NameServerAddress.TryParse(resolver) is { } server && IsPrivate(server.Address);
    }

    internal bool Holds(Blocklist list) => _mayBe && _own.TryGetValue(list.Id, out bool isOwn) && isOwn;

    /// <summary>Ends when the list's test entries have shown whose server it is; null where it is nobody's own.</summary>
    internal Task? ShownAsync(Blocklist list) => _mayBe && !_own.ContainsKey(list.Id) ? SourceOf(list).Task : null;

    /// <summary>The test entries were answered, all of them with authority or not.</summary>
    internal void NoteTest(Blocklist list, bool isAuthoritative)
    {
        if (_mayBe)
        {
            _own[list.Id] = isAuthoritative;
            SourceOf(list).TrySetResult(true);
        }
    }

    /// <summary>An answer without authority comes from somebody who asked on.</summary>
    internal void NoteAnswer(Blocklist list, bool isAuthoritative)
    {
        if (_mayBe && !isAuthoritative && Holds(list))
        {
            _own[list.Id] = false;
        }
    }

    private TaskCompletionSource<bool> SourceOf(Blocklist list) =>
        _shown.GetOrAdd(list.Id, _ => new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));

    private static bool IsPrivate(IPAddress address)
    {
        foreach (AddressRange range in Private)
        {
            if (range.Overlaps(new AddressRange(address, address)))
            {
                return true;
            }
        }

        return false;
    }

    private static AddressRange Range(string address, int length) => AddressRange.FromPrefix(IPAddress.Parse(address), length);
}
