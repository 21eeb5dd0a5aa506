using System;
using System.Collections.Generic;
using System.Linq;
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
        List<(Blocklist List, string Target)> all = stations.Where(s => s.List is not null && ListSelector.IsAskable(s.List))
            .SelectMany(s => s.Targets.Select(t => (s.List!, t))).Distinct().ToList();
        HashSet<(string, string)> contained = new(all.Where(q => q.List.IsFor(q.Target))
            .SelectMany(q => q.List.Includes.Select(i => (i, q.Target))));
        List<(Blocklist List, string Target)> questions = all.Where(q => !contained.Contains((q.List.Id, q.Target))).ToList();
        if (questions.Count == 0)
        {
            return UpstreamAnswers.Of(Array.Empty<BlocklistCheck>());
        }

        BlocklistRun asking = await run().ConfigureAwait(false);
        return UpstreamAnswers.Of(await Task.WhenAll(questions.Select(q => AskAsync(asking, q.List, q.Target, cancellationToken))).ConfigureAwait(false));
    }

    private static Task<BlocklistCheck> AskAsync(BlocklistRun run, Blocklist list, string target, CancellationToken cancellationToken) =>
        run.CheckListAsync(
            list, target, Targets.KindOf(target), Targets.AddressOf(target) is { } address ? QuestionName.Labels(address) : target, cancellationToken);
}
