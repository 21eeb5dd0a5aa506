using System;
using System.Collections.Generic;
using System.Net;

namespace DelistTools.ListFiles;

/// <summary>What a file answers for a target: what a name server with this file would send.</summary>
internal sealed class FileAnswer
{
    internal FileAnswer(IReadOnlyList<IPAddress> addresses, IReadOnlyList<string> texts, TimeSpan ttl)
    {
        Addresses = addresses;
        Texts = texts;
        Ttl = ttl;
    }

    /// <summary>The codes; one may stand here twice, with different texts.</summary>
    internal IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>Texts of the entries, as they stand in the file.</summary>
    internal IReadOnlyList<string> Texts { get; }

    internal TimeSpan Ttl { get; }
}
