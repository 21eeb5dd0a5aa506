namespace DelistTools.Readiness.Spf;

/// <summary>Counts what a check looks up against its limits (RFC 7208, section 4.6.4).</summary>
internal sealed class SpfLookupBudget
{
    /// <summary>Terms that asked for something, those that were granted.</summary>
    internal int Lookups { get; private set; }

    /// <summary>Terms whose questions found nothing.</summary>
    internal int VoidLookups { get; private set; }

    /// <summary>Questions for hosts that found nothing; several may belong to one term.</summary>
    internal int VoidQuestions { get; private set; }

    internal void CountQuestion(bool isVoid) => VoidQuestions += isVoid ? 1 : 0;

    /// <summary>One more; false where it would be one too many.</summary>
    internal bool TakeLookup()
    {
        if (Lookups >= SpfCheck.MostLookups)
        {
            return false;
        }

        Lookups++;
        return true;
    }

    /// <summary>One more; false where it is one too many.</summary>
    internal bool TakeVoidLookup() => ++VoidLookups <= SpfCheck.MostVoidLookups;
}
