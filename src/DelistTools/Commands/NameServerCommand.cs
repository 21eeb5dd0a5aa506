using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading;
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
    private Lazy<Task<IDnsTransport>>? _transport;
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private OperatorBudget? _budget;
    private ListTestMemory? _testMemory;

    private protected NameServerCommand()
    {
    }

    /// <summary>What operators may be asked by this machine.</summary>
    private protected OperatorBudget Budget => _budget ??= OperatorBudget.OfMachine();

    /// <summary>What this machine knows about lists' health.</summary>
    private protected ListTestMemory TestMemory => _testMemory ??= ListTestMemory.OfMachine();

    /// <summary>How long a question may take.</summary>
    private protected abstract TimeSpan Timeout { get; }

    /// <summary>Questions under way at the same time at most.</summary>
    private protected virtual int InFlight => QueuedTransport.Usual;

    /// <summary>Where to go when the resolver stops answering.</summary>
    private protected ResolverSuccession? Succession { get; private set; }

    /// <summary>Decides which resolver is asked. Ends the command where there is none.</summary>
    /// <param name="nameServers">Those that the user names, the preferred one first; null: the system's.</param>
    private protected void UseNameServer(string[]? nameServers)
    {
        Succession = new ResolverSuccession(FindNameServers(nameServers), Open, Trace);
        _transport = new Lazy<Task<IDnsTransport>>(() => Succession.FirstAsync(StopToken));
    }

    /// <summary>The resolver for questions over days, whatever the system's is at the time. Ends the command where one that is named is none.</summary>
    /// <param name="nameServers">Those that the user names, the preferred one first; null: the system's.</param>
    private protected FreshResolver FindFreshResolver(string[]? nameServers) =>
        new(nameServers is null ? null : FindNameServers(nameServers), Open, trace: Trace);

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

    /// <summary>Writes a warning, the same one once. Callable from any thread.</summary>
    private protected void Warn(string text) => Pump.Post(() =>
    {
        if (_warned.Add(text))
        {
            WriteWarning(text);
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        KeepTests();
        foreach (string? warning in new[] { _budget?.Warning(), _testMemory?.Warning() })
        {
            if (warning is not null)
            {
                Warn(warning);
                Pump.Drain();
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _budget?.Close();
        _testMemory?.Close(ListTestMemory.ClosingPatience, CancellationToken.None);
    }

    /// <summary>Keeps what the tests of lists have shown. All work has ended, so it waits for others that are at the file.</summary>
    private void KeepTests()
    {
        try
        {
            _testMemory?.Close(StopToken);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>How lists that are files are used, and what is wrong with them told.</summary>
    /// <param name="isLenient">Lines that are no entries are left out.</param>
    private protected FileListOptions FileOptions(bool isLenient = false) => new()
    {
        IsLenient = isLenient,
        Report = problem => Pump.Post(() => WriteProblem(problem)),
        Warn = problem => Pump.Post(() => WriteWarning(ErrorRecords.Message(problem.Id, problem.Arguments.ToArray()))),
    };

    /// <summary>The one resolver that a run of lists asks.</summary>
    private protected Task<IDnsTransport> TransportAsync() => _transport!.Value;

    /// <summary>The resolver for questions each of which stands for itself, and another one from when it has stopped answering.</summary>
    /// <param name="memory">Remembers the answers of each resolver by itself; null: every question is asked.</param>
    private protected async Task<IDnsTransport> SucceedingTransportAsync(DnsMemory? memory = null) =>
        new SucceedingTransport(Succession!, await TransportAsync().ConfigureAwait(false), memory);

    private IReadOnlyList<IPEndPoint> FindNameServers(string[]? nameServers)
    {
        if (nameServers is null)
        {
            IReadOnlyList<IPEndPoint> found = SystemResolver.Discover();
            if (found.Count == 0)
            {
                Fail(new Problem("NoNameServer", "-NameServer"));
            }

            return found;
        }

        List<IPEndPoint> named = new();
        foreach (string text in nameServers)
        {
            IPEndPoint? server = NameServerAddress.TryParse(text);
            if (server is null)
            {
                Fail(new Problem("InvalidNameServer", text, text));
            }
            else if (!named.Contains(server))
            {
                named.Add(server);
            }
        }

        return named;
    }

    private MultiplexedTransport Open(IPEndPoint server) => new(server, new BulkOptions { Timeout = Timeout, InFlight = InFlight });
}
