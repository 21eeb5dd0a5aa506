using System;

namespace DelistTools.ListFiles;

/// <summary>Reads rbldnsd's dataset of domain names.</summary>
internal sealed class DnsetReader : RbldnsdReader
{
    internal DnsetReader(ListBuilder builder, Func<DateTime> now)
        : base(builder, now)
    {
    }

    /// <inheritdoc/>
    protected override string? ReadEntry(byte[] bytes, int from, int end, bool isExclusion)
    {
        int behind = ByteText.EndOfWord(bytes, from, end);
        int nameFrom = from, nameEnd = behind;
        if (!NameText.TryRead(bytes, ref nameFrom, ref nameEnd, fewestLabels: 1, out bool own, out bool below))
        {
            return ByteText.Quote(bytes, from, end) + " is no domain name";
        }

        string? fault = ReadAnswer(bytes, behind, end, isExclusion, out int answer);
        if (fault is null)
        {
            Builder.AddName(bytes, nameFrom, nameEnd, own, below, answer);
        }

        return fault;
    }
}
