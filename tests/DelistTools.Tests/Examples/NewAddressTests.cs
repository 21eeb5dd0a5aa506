using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.Examples;

/// <summary>The check of an address that nobody uses yet: an object, a code, and no "clean" for what nobody knows.</summary>
public sealed class NewAddressTests : IDisposable
{
    private const string Script = "Test-NewAddress.ps1";

    private readonly ExampleLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(ExampleLab.Hosts), MemberType = typeof(ExampleLab))]
    public async Task File_EachDecision_HasItsCode(string host)
    {
        Assert.Contains("Accepted", (await _lab.RunAsync(host, Script, ExampleLab.Clean, "-Blocklist", "lab-combined")).AssertQuiet(0).Output, StringComparison.Ordinal);
        Assert.Contains("Rejected", (await _lab.RunAsync(host, Script, ExampleLab.Clean + "," + ExampleLab.Listed, "-Blocklist", "lab-combined")).AssertQuiet(1).Output, StringComparison.Ordinal);
        Assert.Contains("Undetermined", (await _lab.RunAsync(host, Script, ExampleLab.Clean, "-Blocklist", "lab-combined,lab-open-resolver")).AssertQuiet(2).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_OfSeveral_SayWhyAndTheCodeIsTheRejections()
    {
        JsonElement[] decisions = await DecideAsync(ExampleLab.Listed + ", " + ExampleLab.Clean + ", nonsense", "lab-combined", 1);
        Assert.Equal(["Rejected", "Accepted", "Undetermined"], decisions.Select(d => d.GetProperty("Decision").GetString()));
        Assert.StartsWith("lab-combined has it: A spam source", decisions[0].GetProperty("Reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("nonsense", decisions[2].GetProperty("Reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("lab-combined", decisions[0].GetProperty("ListedOn")[0].GetString());
    }

    [Fact]
    public async Task Silence_OfAListThatWasNamed_IsUndetermined()
    {
        JsonElement decision = Assert.Single(await DecideAsync(ExampleLab.Clean, "lab-open-resolver", 2));
        Assert.Equal("Undetermined", decision.GetProperty("Decision").GetString());
        Assert.Equal("lab-open-resolver", decision.GetProperty("Unanswered")[0].GetString());
        Assert.StartsWith("0 of 1 lists gave an answer that can be trusted.", decision.GetProperty("Reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tolerance_OfAListOfLowImpact_HidesNoneOfAHigherOne()
    {
        _lab.Lab.Zones.Range.List(ExampleLab.Clean);
        Assert.Equal("Rejected", Decision(await DecideAsync(ExampleLab.Clean, "lab-combined, lab-range", 1)));
        Assert.Equal("Accepted", Decision(await DecideAsync(ExampleLab.Clean, "lab-combined, lab-range", 0, "-TolerateImpact Low")));
        Assert.Equal("Rejected", Decision(await DecideAsync(ExampleLab.Listed, "lab-combined, lab-range", 1, "-TolerateImpact Low")));
        Assert.Equal("Undetermined", Decision(await DecideAsync(ExampleLab.Clean, "lab-range, lab-open-resolver", 2, "-TolerateImpact Low")));
    }

    [Fact]
    public async Task Tolerance_OfSeveralImpactsFromAScheduler_IsTakenApart()
    {
        _lab.Lab.Zones.Range.List(ExampleLab.Clean);
        Assert.Contains("Accepted", (await _lab.RunAsync("", Script, ExampleLab.Clean, "-Blocklist", "lab-combined,lab-range", "-TolerateImpact", "None,Low")).AssertQuiet(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_OfAListThatWasNamed_IsNotHiddenByAListingThatIsTolerated()
    {
        _lab.Lab.Zones.Range.List(ExampleLab.Clean);
        Assert.Equal("Undetermined", Decision(await DecideAsync(ExampleLab.Clean, "lab-combined, lab-range, lab-silent", 2, "-TolerateImpact Low")));
    }

    [Theory]
    [InlineData("-Address is missing")]
    [InlineData("'Hihg' is none of", ExampleLab.Listed, "-TolerateImpact", "Hihg")]
    public async Task WhatKeepsItFromAsking_IsNoRejection(string what, params string[] arguments) =>
        Assert.Contains(what, (await _lab.RunAsync("", Script, arguments)).AssertCode(2).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Module_ThatIsMissing_IsNoRejection()
    {
        _lab.Variables["PSModulePath"] = _lab.Place("nothing");
        ExampleRun run = await _lab.ProcessAsync("", ["-NoLogo", "-NoModule", "-File", ExampleLab.Script(Script), ExampleLab.Clean]);
        Assert.Contains("Undetermined", run.AssertCode(2).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_WithAnAddressThatCannotBeAskedAbout_IsNotAcceptedAlone()
    {
        _lab.Lab.Behaviours.Zone(new DnsTable("").Address("new.internal", ExampleLab.Clean).Address("new.internal", "10.0.0.1"));
        JsonElement[] decisions = await DecideAsync("new.internal", "lab-combined", 2);
        Assert.Equal(["Accepted", "Undetermined"], decisions.Select(d => d.GetProperty("Decision").GetString()));
        Assert.Contains("10.0.0.1", decisions[1].GetProperty("Reason").GetString(), StringComparison.Ordinal);
    }

    private static string? Decision(JsonElement[] decisions) => decisions.Single().GetProperty("Decision").GetString();

    private async Task<JsonElement[]> DecideAsync(string addresses, string lists, int code, string more = "")
    {
        ExampleRun run = await _lab.CommandAsync(
            "", Script, "$found = @(& $script " + addresses + " -Blocklist " + lists + " -NameServer $server " + more + "); $code = $LASTEXITCODE; ConvertTo-Json $found -Depth 4; exit $code");
        return [.. run.AssertQuiet(code).Json().EnumerateArray()];
    }
}
