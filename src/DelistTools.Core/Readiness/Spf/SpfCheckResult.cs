using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Readiness.Spf;

/// <summary>What SPF says of one sender, and how it came to it.</summary>
internal sealed class SpfCheckResult
{
    internal SpfCheckResult(SpfSession session, SpfVisit root, int lookups, int voidLookups)
    {
        Session = session;
        Root = root;
        Lookups = lookups;
        VoidLookups = voidLookups;
        Path = PathOf(root).ToList().AsReadOnly();
    }

    internal SpfSession Session { get; }

    internal SpfResult Result => Root.Result;

    /// <summary>The sender's domain with its record, and below it all records that were read.</summary>
    internal SpfVisit Root { get; }

    /// <summary>
    /// The terms that led to the result, from the sender's domain inwards: an <c>include</c> and what matched in it.
    /// Empty where nothing matched, or no term was reached.
    /// </summary>
    internal IReadOnlyList<SpfStep> Path { get; }

    /// <summary>The innermost of them, with the domain whose record holds it; null where there is none.</summary>
    internal SpfStep? DecidedBy => Path.Count > 0 ? Path[Path.Count - 1] : null;

    /// <summary>Terms that asked for something, of <see cref="SpfCheck.MostLookups"/>.</summary>
    internal int Lookups { get; }

    /// <summary>Terms whose questions found nothing, of <see cref="SpfCheck.MostVoidLookups"/>.</summary>
    internal int VoidLookups { get; }

    /// <summary>
    /// Questions for hosts that found nothing. The limit is for terms by the letter of RFC 7208, section 4.6.4; some
    /// receivers hold each question against it, such as that for every mail exchanger of one <c>mx</c>.
    /// </summary>
    internal int VoidQuestions { get; init; }

    /// <summary>The client has more names than are looked at, so that another check may give another result for <c>ptr</c>.</summary>
    internal bool NamesWereCut { get; init; }

    /// <summary>Why there is no answer; null for the other results, and set for "none".</summary>
    internal SpfError? Error => Root.Error;

    /// <summary>What the domain tells those who fail, cleaned; null where it tells nothing, or another result came out.</summary>
    internal string? Explanation { get; init; }

    private static IEnumerable<SpfStep> PathOf(SpfVisit root)
    {
        for (SpfVisit? visit = root; visit?.Term is not null; visit = visit.Below.LastOrDefault(b => ReferenceEquals(b.Through, visit!.Term)))
        {
            yield return new SpfStep(NetworkText.Clean(visit.Domain), visit.Term);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Result + (DecidedBy is null ? "" : " by " + DecidedBy.Term + " of " + DecidedBy.Domain);
}
