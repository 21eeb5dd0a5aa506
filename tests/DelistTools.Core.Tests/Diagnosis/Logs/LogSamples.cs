using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using DelistTools.Diagnosis;

namespace DelistTools.Core.Tests;

/// <summary>Reads logs as of one moment, in a zone an hour ahead of UTC.</summary>
internal static class LogSamples
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    internal static LogClock Clock { get; } =
        new(() => Now, TimeZoneInfo.CreateCustomTimeZone("An hour ahead", TimeSpan.FromHours(1), "An hour ahead", "An hour ahead"));

    internal static IReadOnlyList<FoundRefusal> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    internal static IReadOnlyList<FoundRefusal> Read(byte[] log) => Read(new MemoryStream(log));

    internal static IReadOnlyList<FoundRefusal> Read(Stream log) => new LogRefusals(Clock).Read(log).ToList();
}
