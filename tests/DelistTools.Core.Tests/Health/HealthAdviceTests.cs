using System;
using System.Collections;
using System.Linq;
using System.Resources;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class HealthAdviceTests
{
    private static readonly Blocklist List = new() { Id = "a-list", Zone = "a-list.test" };

    [Fact]
    public void Of_EveryHealthAndFinding_IsOneLine()
    {
        foreach (ListHealth health in Enum.GetValues<ListHealth>())
        {
            foreach (ResolverFinding finding in Enum.GetValues<ResolverFinding>())
            {
                foreach (Blocklist list in new[] { List, new Blocklist { Id = "a-file", File = "/lists/a-file" } })
                {
                    string advice = HealthAdvice.Of(list, health, finding, "192.0.2.53", isRemembered: true);
                    Assert.True(advice.Length > 20 && char.IsUpper(advice[0]) && advice.EndsWith('.') && !advice.Contains('\n') && !advice.Contains('{'), health + ", " + finding + ": " + advice);
                }
            }
        }
    }

    [Fact]
    public void Texts_AreThoseOfHealthsAndFindingsAndNoOthers()
    {
        string[] names = [.. new ResourceManager(HealthAdvice.Resource, typeof(HealthAdvice).Assembly)
            .GetResourceSet(System.Globalization.CultureInfo.InvariantCulture, true, false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key)];
        string[] needed =
        [
            .. Enum.GetNames<ListHealth>().Select(h => "Health" + h),
            .. Enum.GetNames<ResolverFinding>().Where(f => f != "None").Select(f => "Finding" + f),
            "Remembered",
        ];

        Assert.Empty(needed.Except(names));
        Assert.All(names.Except(needed), n => Assert.True(n.StartsWith("File", StringComparison.Ordinal) && Enum.TryParse(n["File".Length..], out ListHealth _), n));
    }

    [Fact]
    public void Of_RememberedFault_TellsHowToTestAnew()
    {
        Assert.Contains("-Force", HealthAdvice.Of(List, ListHealth.Empty, ResolverFinding.None, "192.0.2.53", isRemembered: true), StringComparison.Ordinal);
        Assert.DoesNotContain("-Force", HealthAdvice.Of(List, ListHealth.Empty, ResolverFinding.None, "192.0.2.53", isRemembered: false), StringComparison.Ordinal);
        Assert.DoesNotContain("-Force", HealthAdvice.Of(List, ListHealth.Healthy, ResolverFinding.None, "192.0.2.53", isRemembered: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ListHealth.Refused, true)]
    [InlineData(ListHealth.Healthy, false)]
    public void Of_ListThatWantsToBeAskedBefore_TellsWhoMayAsk(ListHealth health, bool isTold)
    {
        Blocklist list = new() { Id = "a-list", Registration = "Free of charge, by a form." };

        Assert.Equal(isTold, HealthAdvice.Of(list, health, ResolverFinding.None, "", false).EndsWith("Who may ask a-list: Free of charge, by a form.", StringComparison.Ordinal));
    }
}
