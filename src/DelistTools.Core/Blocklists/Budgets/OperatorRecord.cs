using System;
using System.Collections.Generic;

namespace DelistTools.Blocklists;

/// <summary>What the machine knows about its questions to one operator.</summary>
internal sealed class OperatorRecord
{
    /// <summary>Longer ago than anything.</summary>
    internal static readonly DateTime Never = new(0, DateTimeKind.Utc);

    internal OperatorRecord(string name)
    {
        Name = name;
    }

    internal string Name { get; }

    /// <summary>Questions of the day, those that processes have taken beforehand among them.</summary>
    internal int Asked { get; set; }

    /// <summary>Up to here the time for questions is given away (UTC).</summary>
    internal DateTime Next { get; set; } = Never;

    internal List<Breaker> Breakers { get; set; } = new();

    /// <summary>Gives time back.</summary>
    internal void Rewind(TimeSpan time) => Next = Next > Never + time ? Next - time : Never;
}
