using System;

namespace DelistTools.ListFiles;

/// <summary>How large a file, and what is in it, may be.</summary>
internal static class ListFileLimits
{
    /// <summary>Bytes of a line. An entry with the longest text that DNS carries has 300.</summary>
    internal const int LineLength = 16 * 1024;

    /// <summary>Entries; the largest public lists have a few million.</summary>
    internal const int Entries = 20_000_000;

    /// <summary>Bytes of a file, unpacked.</summary>
    internal const long Bytes = 2L * 1024 * 1024 * 1024;

    /// <summary>Bytes of all different texts, and of all domain names.</summary>
    internal const int TextBytes = 512 * 1024 * 1024;

    /// <summary>Bytes of a JSON array, which is held in memory as a whole.</summary>
    internal const int ArrayBytes = 32 * 1024 * 1024;

    /// <summary>Bytes of the text of an answer: one string of a TXT record (RFC 1035, section 3.3).</summary>
    internal const int AnswerTextLength = 255;

    /// <summary>Different texts that are kept for one address: what is beyond them does not fit into an answer of rbldnsd's either.</summary>
    internal const int TextsOfAnswer = 16;

    /// <summary>Different answers for one address.</summary>
    internal const int AddressesOfAnswer = 64;

    /// <summary>Faults that are told one by one where a file is used all the same.</summary>
    internal const int FaultsTold = 3;

    /// <summary>The TTL of answers where the file names none: that of rbldnsd (rbldnsd(8), option -t).</summary>
    internal static readonly TimeSpan DefaultTtl = TimeSpan.FromMinutes(35);
}
