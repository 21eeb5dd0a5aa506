using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Readiness.Spf;
using Xunit;

namespace DelistTools.Core.Tests.Readiness;

/// <summary>The cases of the openspf.org suite for RFC 7208 (THIRD-PARTY-NOTICES.md), in a format of our own.</summary>
public sealed class SpfSuiteTests
{
    private static readonly JsonDocument Document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Readiness", "Spf", "rfc7208-cases.json")));

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (JsonElement section in Document.RootElement.EnumerateArray())
            {
                foreach (JsonElement one in section.GetProperty("cases").EnumerateArray())
                {
                    cases.Add(Text(section, "name"), Text(one, "name"));
                }
            }

            return cases;
        }
    }

    [Fact]
    public void Cases_WholeSuite_IsThere() => Assert.Equal(203, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Check_CaseOfTheSuite_GivesAnAcceptedResult(string section, string name)
    {
        JsonElement part = Document.RootElement.EnumerateArray().Single(s => Text(s, "name") == section);
        JsonElement one = part.GetProperty("cases").EnumerateArray().Single(c => Text(c, "name") == name);
        FakeZone zone = new(part.GetProperty("zone").EnumerateObject()
            .Select(o => new KeyValuePair<string, string[]>(o.Name, o.Value.EnumerateArray().Select(r => r.GetString()!).ToArray())));
        SpfSession session = SpfSession.Of(IPAddress.Parse(Text(one, "client")), Text(one, "from"), Text(one, "hello"));

        SpfCheckResult result = await new SpfCheck(zone).CheckAsync(session, CancellationToken.None);

        string[] accepted = one.GetProperty("results").EnumerateArray().Select(r => r.GetString()!).ToArray();
        Assert.Contains(result.Result.ToString().ToLowerInvariant(), accepted);
        if (one.TryGetProperty("explanation", out JsonElement explanation))
        {
            Assert.Equal(explanation.GetString(), result.Explanation);
        }

        Assert.Equal(result.Result is SpfResult.None or SpfResult.TempError or SpfResult.PermError, result.Error is not null);
        Assert.InRange(result.Lookups, 0, SpfCheck.MostLookups);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
