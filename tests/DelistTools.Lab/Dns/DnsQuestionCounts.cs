using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Lab;

/// <summary>The questions that a server had seen at one moment.</summary>
public sealed class DnsQuestionCounts
{
    internal DnsQuestionCounts(IReadOnlyDictionary<DnsQuestionKey, int> byQuestion, int total, int overTcp)
    {
        ByQuestion = byQuestion;
        Total = total;
        OverTcp = overTcp;
    }

    /// <summary>All questions, repeated ones included.</summary>
    public int Total { get; }

    /// <summary>How many of them came over TCP.</summary>
    public int OverTcp { get; }

    /// <summary>How often each name and type was asked.</summary>
    public IReadOnlyDictionary<DnsQuestionKey, int> ByQuestion { get; }

    /// <summary>How often this name and type was asked.</summary>
    public int Of(string name, DnsRecordType type) =>
        ByQuestion.TryGetValue(new DnsQuestionKey(DnsName.Normalize(name), type), out var count) ? count : 0;

    /// <summary>How often the zone or anything below it was asked, whatever the type.</summary>
    public int Within(string zone)
    {
        var normalized = DnsName.Normalize(zone);
        return ByQuestion.Where(pair => DnsName.IsWithin(pair.Key.Name, normalized)).Sum(pair => pair.Value);
    }
}
