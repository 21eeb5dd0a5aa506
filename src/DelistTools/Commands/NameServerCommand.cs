using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;

namespace DelistTools.Commands;

/// <summary>
/// What the cmdlets that ask a name server share: the resolver, and the choice of lists. Which of their parameter sets has the parameters for it is
/// their own business.
/// </summary>
public abstract class NameServerCommand : WorkCommand
{
    private IReadOnlyList<IPEndPoint> _candidates = Array.Empty<IPEndPoint>();
    private Lazy<Task<IDnsTransport>>? _transport;
    private bool _isNamed;

    private protected NameServerCommand()
    {
    }

    /// <summary>How long a question may take.</summary>
    private protected abstract TimeSpan Timeout { get; }

    /// <summary>Questions under way at the same time at most.</summary>
    private protected virtual int InFlight => QueuedTransport.Usual;

    /// <summary>Decides which resolver is asked. Ends the command where there is none.</summary>
    /// <param name="nameServer">The one that the user names; null: the system's.</param>
    private protected void UseNameServer(string? nameServer)
    {
        _isNamed = nameServer is not null;
        _candidates = FindNameServers(nameServer);
        _transport = new Lazy<Task<IDnsTransport>>(OpenTransportAsync);
    }

    /// <summary>The resolver for questions over days, whatever the system's is at the time. Ends the command where the one named is none.</summary>
    /// <param name="nameServer">The one that the user names; null: the system's.</param>
    private protected FreshResolver FindFreshResolver(string? nameServer) =>
        new(nameServer is null ? null : FindNameServers(nameServer)[0], Open, trace: Trace);

    /// <summary>
    /// The lists that the user chose of those that hold these kinds of target; an error for each name that is none. Ends the command where nothing is
    /// left by choice.
    /// </summary>
    private protected IReadOnlyList<SelectedList> SelectLists(
        ListCatalog catalog, BlocklistKind kinds, string[]? names, BlocklistImpact[]? impacts, string[]? zones, FileLists? files = null)
    {
        ListSelector selector = new(catalog);
        IReadOnlyList<SelectedList> lists = selector.Select(
            NamePatterns.Of(names), impacts ?? Array.Empty<BlocklistImpact>(), zones ?? Array.Empty<string>(), kinds, files?.Lists);
        foreach (Problem problem in selector.Problems)
        {
            WriteProblem(problem);
        }

        if (lists.Count == 0 && selector.Problems.Count == 0 && files?.HasProblems != true)
        {
            Fail(new Problem("NothingToAsk", impacts is null ? "-Blocklist" : "-Impact"));
        }

        return lists;
    }

    /// <summary>How lists that are files are used, and what is wrong with them told.</summary>
    /// <param name="isLenient">Lines that are no entries are left out.</param>
    private protected FileListOptions FileOptions(bool isLenient = false) => new()
    {
        IsLenient = isLenient,
        Report = problem => Pump.Post(() => WriteProblem(problem)),
        Warn = problem => Pump.Post(() => WriteWarning(ErrorRecords.Message(problem.Id, problem.Arguments.ToArray()))),
    };

    private protected Task<IDnsTransport> TransportAsync() => _transport!.Value;

    private IReadOnlyList<IPEndPoint> FindNameServers(string? nameServer)
    {
        if (nameServer is not null)
        {
            IPEndPoint? named = NameServerAddress.TryParse(nameServer);
            if (named is null)
            {
                Fail(new Problem("InvalidNameServer", nameServer, nameServer));
            }

            return new[] { named! };
        }

        IReadOnlyList<IPEndPoint> found = SystemResolver.Discover();
        if (found.Count == 0)
        {
            Fail(new Problem("NoNameServer", "-NameServer"));
        }

        return found;
    }

    private async Task<IDnsTransport> OpenTransportAsync()
    {
        IPEndPoint server = await SystemResolver.FirstAliveAsync(_candidates, Open, StopToken).ConfigureAwait(false);
        Trace?.Invoke("Asking through " + NameServerAddress.Show(server) + (_isNamed ? "." : ", the system's resolver."));
        return Open(server);
    }

    private MultiplexedTransport Open(IPEndPoint server) => new(server, new BulkOptions { Timeout = Timeout, InFlight = InFlight });
}
