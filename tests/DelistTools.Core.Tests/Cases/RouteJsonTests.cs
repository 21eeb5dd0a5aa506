using System;
using System.Linq;
using DelistTools.Cases;
using DelistTools.State;
using Xunit;

namespace DelistTools.Core.Tests.Cases;

public sealed class RouteJsonTests
{
    [Fact]
    public void Route_WithEveryPropertySet_ComesBackWhole()
    {
        DelistingRoute route = RouteSamples.Filled();
        Assert.DoesNotContain(RouteSamples.Flat(route), l => l.EndsWith(": null", StringComparison.Ordinal));

        DelistingStep[] steps = [.. route.Steps.Select(s => RouteJson.ReadStep(Parse(json => RouteJson.Write(json, s))))];
        DelistingRoute read = RouteJson.Read(Parse(json => RouteJson.Write(json, route)), steps);

        Assert.Equal(RouteSamples.Flat(route), RouteSamples.Flat(read));
    }

    [Fact]
    public void Route_WithNothingSet_ComesBackWhole()
    {
        DelistingRoute route = new() { Steps = [new DelistingStep()], Findings = [new RouteFinding()] };

        DelistingStep step = RouteJson.ReadStep(Parse(json => RouteJson.Write(json, route.Steps[0])));
        DelistingRoute read = RouteJson.Read(Parse(json => RouteJson.Write(json, route)), [step]);

        Assert.Equal(
            RouteSamples.Flat(route).Where(l => !l.Contains("VerifiedOn", StringComparison.Ordinal)),
            RouteSamples.Flat(read).Where(l => !l.Contains("VerifiedOn", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("text")]
    [InlineData("{\"order\":1")]
    [InlineData("{\"order\":\"one\"}")]
    [InlineData("{\"order\":1,\"kind\":\"Dance\"}")]
    [InlineData("{\"order\":1,\"kind\":\"3\"}")]
    public void Step_OfWhatIsNone_IsRefused(string text) =>
        Assert.Throws<FormatException>(() => RouteJson.ReadStep(JsonFields.Parse(text)));

    private static JsonFields Parse(Action<JsonText> write)
    {
        JsonText json = new();
        return JsonFields.Parse(json.Object(() => write(json)).ToString());
    }
}
