namespace DelistTools.ListFiles;

/// <summary>Reads the lines of one format.</summary>
internal abstract class ListEntryReader
{
    /// <summary>Where several entries cover an address and are equally narrow, the first counts, and not all.</summary>
    internal virtual bool FirstWins => false;

    /// <summary>Reads a line that is not empty, without blanks around it.</summary>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    /// <exception cref="ListFileException">It shows that the file is no such list at all.</exception>
    internal abstract string? Read(byte[] bytes, int from, int end);

    /// <summary>Reads the last line where nothing ends it, so that it may be the beginning of one.</summary>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    /// <exception cref="ListFileException">It shows that the file is no such list at all.</exception>
    internal virtual string? ReadUnended(byte[] bytes, int from, int end) => Read(bytes, from, end);

    /// <summary>All lines have been read.</summary>
    internal virtual void Finish()
    {
    }
}
