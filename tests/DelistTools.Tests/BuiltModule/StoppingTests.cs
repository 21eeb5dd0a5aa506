using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>
/// Ctrl+C and a pipeline that wants no more end everything, while a list is silent for five minutes. The guard is only
/// against a hang: nothing here depends on how long anything takes.
/// </summary>
[Collection(ModuleCollection.Name)]
public sealed class StoppingTests(LabSession lab) : IClassFixture<LabSession>
{
    private const string Question =
        "Test-IpBlocklist 192.0.2.0/24 -Blocklist lab-combined, lab-silent -NameServer $server -Force -TimeoutSeconds 300";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Stop_SilentListUnderWay_EndsAtOnceAfterTheFirstOutput()
    {
        using PowerShell shell = lab.Module.Create(Question + " -Detailed");
        PSDataCollection<PSObject> output = [];
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        output.DataAdded += (_, _) => first.TrySetResult();
        IAsyncResult run = shell.BeginInvoke<PSObject, PSObject>(null, output);

        // The healthy list's answer is out while the silent one is still being waited for: results stream.
        await first.Task.WaitAsync(Guard);
        await Task.Run(() => shell.Stop()).WaitAsync(Guard);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }

    [Fact]
    public async Task First_FiftyTimes_EndsEveryTime()
    {
        // What Select-Object -First does, in the engine's own words: leave the pipeline at the first object.
        const string Repeated = "foreach ($i in 1..50) { do { " + Question + " -Detailed | ForEach-Object { $_; break } } while ($false) }";
        ModuleSession.Outcome outcome = await Task.Run(() => lab.Run(Repeated)).WaitAsync(Guard);
        outcome.AssertNoErrors();
        Assert.Equal(50, outcome.Output.Count);
    }

    [Fact]
    public async Task Stop_NothingAnswers_EndsAtOnce()
    {
        LoopbackDnsServer silent = LoopbackDnsServer.Start(Silence());
        await using (silent)
        {
            using PowerShell shell = lab.Module.Create(
                "Test-IpBlocklist 192.0.2.10 -Blocklist lab-combined -Force -TimeoutSeconds 300 -NameServer " + silent.NameServer);
            IAsyncResult run = shell.BeginInvoke();
            await silent.WaitForQuestionsAsync(1).WaitAsync(Guard);
            await Task.Run(() => shell.Stop()).WaitAsync(Guard);
            Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        }
    }

    [Theory]
    [InlineData("Test-Blocklist lab-* -TimeoutSeconds 300 -NameServer ", 2)]
    [InlineData("Test-DomainBlocklist spam.example -Blocklist lab-domains -Force -TimeoutSeconds 300 -NameServer ", 1)]
    [InlineData("Get-DelistingRoute -Blocklist lab-combined -Address 192.0.2.10 -Check -TimeoutSeconds 300 -NameServer ", 1)]
    [InlineData("Get-DelistingRoute -Domain silent.example -TimeoutSeconds 300 -NameServer ", 1)]
    [InlineData("Get-MailProvider -Domain silent.example -TimeoutSeconds 300 -NameServer ", 1)]
    public async Task Stop_QuestionUnderWay_EndsAtOnce(string script, int questions)
    {
        LoopbackDnsServer silent = LoopbackDnsServer.Start(Silence());
        await using (silent)
        {
            using PowerShell shell = lab.Module.Create(script + silent.NameServer);
            IAsyncResult run = shell.BeginInvoke();
            await silent.WaitForQuestionsAsync(questions).WaitAsync(Guard);
            await Task.Run(() => shell.Stop()).WaitAsync(Guard);
            Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        }
    }

    [Theory]
    [InlineData("Get-DelistingRoute -Blocklist lab-combined, lab-range -Address 203.0.113.70 -Check")]
    [InlineData("Get-DelistingRoute -Domain a.example, b.example")]
    public async Task Stop_RouteThatWaitsForAnAnswer_EndsAtOnce(string command)
    {
        LoopbackDnsServer silent = LoopbackDnsServer.Start(Silence());
        await using (silent)
        {
            using PowerShell shell = lab.Module.Create(command + " -TimeoutSeconds 300 -NameServer " + silent.NameServer);
            IAsyncResult run = shell.BeginInvoke();
            await silent.WaitForQuestionsAsync(1).WaitAsync(Guard);
            await Task.Run(() => shell.Stop()).WaitAsync(Guard);
            Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        }
    }

    private static DnsBehaviours Silence()
    {
        DnsBehaviours dns = new();
        dns.Otherwise.StaysSilent();
        return dns;
    }
}
