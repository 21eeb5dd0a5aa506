using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness.Spf;

/// <summary>
/// All records that a check of a domain can come to, whoever the client is. A check that finds the client early stays
/// under the limit of ten, and the next client's does not: here nothing ends at a match.
/// </summary>
internal sealed class SpfTree
{
    private SpfTree(SpfBranch root, int questions, bool isComplete)
    {
        Root = root;
        Questions = questions;
        IsComplete = isComplete;
        Errors = root.WithAllBelow().Select(b => b.Branch.Error).OfType<SpfError>().ToList().AsReadOnly();
    }

    internal SpfBranch Root { get; }

    /// <summary>
    /// Terms that ask for something when no mechanism but <c>all</c> matches (RFC 7208, section 4.6.4); at least so many
    /// where the tree is not complete.
    /// </summary>
    internal int Lookups => Root.Lookups;

    internal bool IsOverLimit => Lookups > SpfCheck.MostLookups;

    /// <summary>Every record was read but those whose names depend on the client or the sender.</summary>
    internal bool IsComplete { get; }

    /// <summary>How many questions it took.</summary>
    internal int Questions { get; }

    /// <summary>What is wrong anywhere in the tree, from the top; some clients get "permerror" by each.</summary>
    internal IReadOnlyList<SpfError> Errors { get; }

    /// <summary>Reads the tree: one question for each domain in it, up to <see cref="SpfTreeWalk.MostQuestions"/>.</summary>
    /// <param name="transport">The way to the resolver.</param>
    /// <param name="domain">The sender's domain, in A-labels.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <param name="limit">The time for all, after which the tree stays incomplete; null for <see cref="SpfDeadline.Usual"/>.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<SpfTree> ReadAsync(
        IDnsTransport transport, string domain, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        SpfTreeWalk walk = new(new SpfDeadline(transport, limit ?? SpfDeadline.Usual), domain, cancellationToken);
        SpfBranch root = await walk.ReadAsync().ConfigureAwait(false);
        return new SpfTree(root, walk.Questions, walk.IsComplete);
    }
}
