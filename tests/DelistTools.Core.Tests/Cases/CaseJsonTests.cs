using System;
using System.Linq;
using DelistTools.Cases;
using Xunit;

namespace DelistTools.Core.Tests.Cases;

public sealed class CaseJsonTests
{
    [Fact]
    public void Case_WithEverything_ComesBackWhole()
    {
        DelistingCase one = CaseSamples.Of(new NewCase { Target = "192.0.2.1", For = "lab", Name = RouteSamples.Nasty, Route = RouteSamples.Filled() }, 7).After(
            CaseSamples.Friday,
            e => e.Insert(2, [new DelistingStep { Order = 1, Title = "Added" }]),
            e => CaseProgress.SetStep(e, 1, StepProgress.Done),
            e => CaseProgress.AddTicket(e, RouteSamples.Nasty),
            e => CaseProgress.SetDraft(e, RouteSamples.Nasty),
            e => CaseProgress.Schedule(e, CaseSamples.Friday.AddDays(1)),
            e => e.Add(CaseEventKind.Note, RouteSamples.Nasty, RouteSamples.Nasty));

        string line = CaseJson.Write(one);

        Assert.All(line, c => Assert.InRange(c, ' ', '~'));
        Assert.Equal(RouteSamples.Flat(one), RouteSamples.Flat(CaseJson.Read(line)));
        DelistingCase closed = one.After(CaseSamples.Friday, e => e.State = CaseState.Solved);
        Assert.Equal(RouteSamples.Flat(closed), RouteSamples.Flat(CaseJson.Read(CaseJson.Write(closed))));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"delistingCase\":2}")]
    [InlineData("{\"delistingCase\":1,\"steps\":[],\"route\":{}}")]
    [InlineData("not json")]
    public void Line_ThatIsNoCase_IsRefused(string line) => Assert.Throws<FormatException>(() => CaseJson.Read(line));

    [Theory]
    [InlineData('[', 65)]
    [InlineData('[', 100_000)]
    [InlineData('{', 65)]
    public void Line_NestedTooDeep_IsRefusedBeforeItIsRead(char opening, int depth)
    {
        FormatException refused = Assert.Throws<FormatException>(() => CaseJson.Read("{\"delistingCase\":1,\"x\":" + new string(opening, depth)));

        Assert.Contains("nested deeper than 64", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_BracketsInTextAndModestDepth_AreNoMatter()
    {
        string line = CaseJson.Write(CaseSamples.Made(StepKind.Form)).TrimEnd('}')
            + ",\"mine\":" + new string('[', 60) + new string(']', 60) + ",\"text\":\"" + new string('[', 200) + "\"}";

        Assert.Equal("lab", CaseJson.Read(line).For);
    }

    [Fact]
    public void Line_NullInPlaceOfAField_IsAFieldThatIsMissing()
    {
        string line = CaseJson.Write(CaseSamples.Made(StepKind.Form)).TrimEnd('}');

        DelistingCase one = CaseJson.Read(line + ",\"draft\":null,\"nextActionAt\":null,\"tickets\":null}");

        Assert.Equal((null, null, 0), (one.Draft, one.NextActionAt, one.Tickets.Count));
        Assert.Contains("is missing", Assert.Throws<FormatException>(() => CaseJson.Read(line + ",\"for\":null}")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void Line_TicketOfNoLengthOrTooLong_IsRefused(int length)
    {
        string line = CaseJson.Write(CaseSamples.Made(StepKind.Form)).TrimEnd('}');

        Assert.Throws<FormatException>(() => CaseJson.Read(line + ",\"tickets\":[\"" + new string('7', length) + "\"]}"));
    }

    [Fact]
    public void Line_CutAnywhere_IsRefused()
    {
        string line = CaseJson.Write(CaseSamples.Made(StepKind.Form));
        Assert.All(Enumerable.Range(1, line.Length - 1), i => Assert.Throws<FormatException>(() => CaseJson.Read(line.Substring(0, i))));
    }
}
