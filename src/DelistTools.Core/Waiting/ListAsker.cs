using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;

namespace DelistTools.Waiting;

/// <summary>
/// Asks lists as if for the first time: the resolver as it is now, no answer from a memory of ours. A listing may go by what is
/// kept of the list's health; that an entry is gone is believed only with a test of the same round. What was given up a
/// round ago is asked again.
/// </summary>
internal sealed class ListAsker
{
    private readonly ListCatalog _catalog;
    private readonly Func<CancellationToken, Task<IDnsTransport>> _open;
    private readonly BlocklistRunOptions _options;

    /// <param name="catalog">The lists.</param>
    /// <param name="open">Opens the way to the resolver.</param>
    /// <param name="options">How to ask; its memory of answers is not used.</param>
    internal ListAsker(ListCatalog catalog, Func<CancellationToken, Task<IDnsTransport>> open, BlocklistRunOptions options)
    {
        _catalog = catalog;
        _open = open;
        _options = options;
    }

    /// <summary>Opens a round of questions to these lists.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<BlocklistRun> OpenAsync(IReadOnlyList<SelectedList> lists, CancellationToken cancellationToken) => new(
        _catalog,
        lists,
        await _open(cancellationToken).ConfigureAwait(false),
        new BlocklistRunOptions
        {
            Timeout = _options.Timeout,
            InFlight = _options.InFlight,
            Budget = _options.Budget,
            IgnoresBreaker = _options.IgnoresBreaker,
            TestMemory = _options.TestMemory,
            TestReuse = TestReuse.Listings,
            Files = _options.Files,
            Trace = _options.Trace,
            Warn = _options.Warn,
        });

    /// <summary>Whether the resolver answers anything at the moment: where it does, what lists do not say is their own silence.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<bool> IsResolverAliveAsync(CancellationToken cancellationToken) =>
        await SystemResolver.IsReachableAsync(await _open(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>One round of questions about some targets, each at one list, in the order given.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IReadOnlyList<BlocklistCheck>> AskAsync(
        IReadOnlyList<(WaitTarget Target, Blocklist List)> questions, CancellationToken cancellationToken)
    {
        BlocklistRun run = await OpenAsync(
            questions.Select(q => q.List).Distinct().Select(l => new SelectedList(l, isNamed: true)).ToList(), cancellationToken).ConfigureAwait(false);
        return await Task.WhenAll(questions.Select(
            q => run.CheckListAsync(q.List, q.Target.Text, q.Target.Kind, q.Target.Labels, cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>One round about one address at all of these lists.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IpBlocklistResult> AskAsync(IPAddress address, IReadOnlyList<SelectedList> lists, CancellationToken cancellationToken)
    {
        BlocklistRun run = await OpenAsync(lists, cancellationToken).ConfigureAwait(false);
        return await run.CheckAsync(address, null, null, cancellationToken).ConfigureAwait(false);
    }
}
