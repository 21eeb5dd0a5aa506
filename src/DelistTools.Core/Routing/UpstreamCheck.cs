using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;

namespace DelistTools.Routing;

/// <summary>Asks the lists that a plan goes to, so that each step can say whether it is needed.</summary>
internal static class UpstreamCheck
{
    /// <summary>Asks each list once for each of its targets; a list that another one of the plan contains is not asked beside it.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<UpstreamAnswers> AskAsync(
        IReadOnlyList<Station> stations, Func<Task<BlocklistRun>> run, CancellationToken cancellationToken)
    {
        List<Station> lists = stations.Where(s => s.List is not null && ListSelector.IsAskable(s.List)).ToList();
        HashSet<string> contained = new(lists.SelectMany(s => s.List!.Includes), StringComparer.OrdinalIgnoreCase);
        List<(Blocklist List, string Target)> questions = lists.Where(s => !contained.Contains(s.List!.Id))
            .SelectMany(s => s.Targets.Select(t => (s.List!, t))).Distinct().ToList();
        if (questions.Count == 0)
        {
            return UpstreamAnswers.Of(Array.Empty<BlocklistCheck>());
        }

        BlocklistRun asking = await run().ConfigureAwait(false);
        return UpstreamAnswers.Of(await Task.WhenAll(questions.Select(q => AskAsync(asking, q.List, q.Target, cancellationToken))).ConfigureAwait(false));
    }

    private static Task<BlocklistCheck> AskAsync(BlocklistRun run, Blocklist list, string target, CancellationToken cancellationToken)
    {
        if (!IpAddressText.TryParse(target, out IPAddress? address))
        {
            return run.CheckListAsync(list, target, BlocklistKind.Domain, target, cancellationToken);
        }

        BlocklistKind kind = address.AddressFamily == AddressFamily.InterNetworkV6 ? BlocklistKind.IPv6 : BlocklistKind.IPv4;
        return run.CheckListAsync(list, target, kind, QuestionName.Labels(address), cancellationToken);
    }
}
