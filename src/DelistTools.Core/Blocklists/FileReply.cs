using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>What a list that is a file says about a target, in the terms of one that is asked by DNS.</summary>
internal sealed class FileReply
{
    internal FileReply(DnsAnswer? answer, ListTestResult health)
    {
        Answer = answer;
        Health = health;
    }

    /// <summary>The answer; null where the file holds no targets of this kind.</summary>
    internal DnsAnswer? Answer { get; }

    /// <summary>What can be made of it.</summary>
    internal ListTestResult Health { get; }
}
