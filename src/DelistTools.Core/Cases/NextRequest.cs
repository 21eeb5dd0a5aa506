using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Cases;

/// <summary>
/// Which of the open requests of a way comes next. One at a list that somebody merely follows is for those who have looked
/// there: as long as nobody has, and the way has not come to that look, the request to who refuses is meant.
/// </summary>
internal static class NextRequest
{
    /// <param name="steps">The steps in order.</param>
    /// <param name="step">The step as it was planned.</param>
    /// <param name="isOpen">It is still to be done.</param>
    /// <param name="isRequest">It goes to somebody.</param>
    /// <param name="found">Ids of the lists and providers that the way is about.</param>
    /// <returns>Null where none is open.</returns>
    internal static T? Of<T>(
        IReadOnlyList<T> steps, Func<T, DelistingStep> step, Func<T, bool> isOpen, Func<T, bool> isRequest, IReadOnlyCollection<string> found)
        where T : class
    {
        string? here = steps.Where(isOpen).Select(s => step(s).For ?? "").FirstOrDefault();
        List<T> open = steps.Where(s => isOpen(s) && isRequest(s)).ToList();
        return open.FirstOrDefault(s => !IsOnlyIfListed(s)) ?? open.FirstOrDefault();

        bool IsOnlyIfListed(T request) => step(request).For is { } place && place != here && !found.Contains(place) && step(request).State != StepState.Needed
            && steps.TakeWhile(s => s != request).Any(s => step(s).For == place && step(s).Kind is StepKind.Check or StepKind.CheckUpstream && isOpen(s));
    }
}
