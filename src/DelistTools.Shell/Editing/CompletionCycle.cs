namespace DelistTools.Shell.Editing;

/// <summary>Walks through the candidates of one completion, each replacing the one before.</summary>
internal sealed class CompletionCycle
{
    private readonly CompletionSet _set;
    private int _index = -1;
    private int _replacedLength;

    internal CompletionCycle(CompletionSet set)
    {
        _set = set;
        _replacedLength = set.Length;
    }

    internal void Advance(LineBuffer buffer, int step)
    {
        int count = _set.Candidates.Count;
        _index = _index < 0
            ? (step > 0 ? 0 : count - 1)
            : (_index + step + count) % count;
        string candidate = _set.Candidates[_index];
        buffer.Replace(_set.Start, _replacedLength, candidate);
        _replacedLength = candidate.Length;
    }
}
