namespace DelistTools;

/// <summary>How a file that is a blocklist is written. Those whose names end in set or trie are datasets of rbldnsd (rbldnsd(8), "Dataset types and formats").</summary>
public enum ListFileFormat
{
    /// <summary>Told by what is in the file.</summary>
    Auto,

    /// <summary>IPv4 addresses, blocks, ranges and prefixes of octets; of several entries the ones of the narrowest whole octets count together.</summary>
    Ip4set,

    /// <summary>IPv4 blocks, of which the narrowest counts.</summary>
    Ip4trie,

    /// <summary>Single IPv4 addresses with one value.</summary>
    Ip4tset,

    /// <summary>IPv6 blocks, of which the narrowest counts.</summary>
    Ip6trie,

    /// <summary>IPv6 blocks of 64 bits with one value.</summary>
    Ip6tset,

    /// <summary>Domain names, with wildcards.</summary>
    Dnset,

    /// <summary>An address, block, range or domain name on each line, with comments.</summary>
    Plain,

    /// <summary>Spamhaus DROP: blocks with the number of their record, as text or as JSON.</summary>
    Drop,
}
