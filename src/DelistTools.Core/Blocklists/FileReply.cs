using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>What a list that is a file says about a target, in the terms of one that is asked by DNS.</summary>
internal sealed class FileReply
{
    internal FileReply(DnsAnswer? answer, ListTestResult health, string absence = "")
    {
        Answer = answer;
        Health = health;
        Absence = absence;
    }

    /// <summary>The answer; null where the file holds no targets of this kind.</summary>
    internal DnsAnswer? Answer { get; }

    /// <summary>What can be made of it.</summary>
    internal ListTestResult Health { get; }

    /// <summary>What is said where the file does not list the target.</summary>
    internal string Absence { get; }
}
