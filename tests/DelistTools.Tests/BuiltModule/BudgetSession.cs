using System;
using System.Globalization;
using System.IO;
using System.Threading;
using DelistTools.Lab;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Lists behind a resolver, which passes questions on and so has no authority, and a state folder of their own.</summary>
public sealed class BudgetSession : IDisposable
{
    private readonly string? _catalogBefore = Environment.GetEnvironmentVariable(LabSession.Variable);
    private readonly string? _stateBefore = Environment.GetEnvironmentVariable(StateIsolation.Variable);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-budget-");
    private readonly LoopbackDnsServer _server;
    private int _questions;
    private int _entries;

    public BudgetSession()
    {
        string catalog = Path.Combine(_folder.FullName, "catalog.json");
        File.WriteAllText(catalog, "{ \"schema\": 1, \"blocklists\": [ " + string.Join(
            ", ",
            List("small", "Small", "\"dailyLimit\": 10"),
            List("slow", "Slow", "\"pace\": 0.01"),
            List("steady", "Steady", "\"pace\": 4"),
            List("refusing", "Strict", "\"dailyLimit\": 1000"),
            List("neighbour", "Strict", "\"dailyLimit\": 1000"),
            List("fast", "Fast", "\"own\": true")) + " ] }");
        Environment.SetEnvironmentVariable(LabSession.Variable, catalog);
        Environment.SetEnvironmentVariable(StateIsolation.Variable, _folder.FullName);
        DnsBehaviours behaviours = new();
        foreach (string zone in new[] { "small.test", "slow.test", "steady.test", "refusing.test", "neighbour.test", "fast.test" })
        {
            behaviours.Zone(zone).Replies(question => Reply(question, zone));
        }

        _server = LoopbackDnsServer.Start(behaviours);
        Module = new ModuleSession();
        Module.Runspace.SessionStateProxy.SetVariable("server", _server.NameServer);
    }

    internal ModuleSession Module { get; }

    internal LoopbackDnsServer Server => _server;

    internal string Folder => _folder.FullName;

    internal string StateFile => Path.Combine(_folder.FullName, "budgets.json");

    internal bool Refuses { get; set; } = true;

    /// <summary>What the resolver has been asked.</summary>
    internal int Questions => Volatile.Read(ref _questions);

    /// <summary>How often it has been asked for an entry that must be listed.</summary>
    internal int EntryQuestions => Volatile.Read(ref _entries);

    internal string HealthFile => Path.Combine(_folder.FullName, "health.json");

    internal string CatalogFile => Path.Combine(_folder.FullName, "catalog.json");

    internal ModuleSession.Outcome Run(string script) => Module.Run(script);

    public void Dispose()
    {
        Module.Dispose();
        Environment.SetEnvironmentVariable(LabSession.Variable, _catalogBefore);
        Environment.SetEnvironmentVariable(StateIsolation.Variable, _stateBefore);
        _server.Dispose();
        DeleteFolder();
    }

    /// <summary>A command that was stopped gives back what it has not used after it has let go of the pipeline, in a moment of its own.</summary>
    private void DeleteFolder()
    {
        for (int i = 0; ; i++)
        {
            try
            {
                _folder.Delete(recursive: true);
                return;
            }
            catch (IOException) when (i < 100)
            {
                Thread.Sleep(50);
            }
        }
    }

    private DnsReplyPlan Reply(DnsQuestionSeen question, string zone)
    {
        Interlocked.Increment(ref _questions);
        bool isEntry = question.Name.StartsWith("2.0.0.127.", StringComparison.Ordinal) && question.Type == DnsRecordType.A;
        if (isEntry)
        {
            Interlocked.Increment(ref _entries);
        }

        string answer = zone == "refusing.test" && Refuses ? "127.255.255.254" : "127.0.0.2";
        DnsReplyPlan plan = isEntry
            ? DnsReplyPlan.Answer(DnsRecord.Address(question.Name, System.Net.IPAddress.Parse(answer)) with { Ttl = 0 })
            : DnsReplyPlan.NxDomain(zone, negativeTtl: null);
        return plan with { IsAuthoritative = false };
    }

    private static string List(string id, string operatorName, string figures) => string.Format(
        CultureInfo.InvariantCulture,
        "{{ \"id\": \"{0}\", \"name\": \"{0}\", \"operator\": \"{1}\", \"kind\": [\"ip4\"], \"zone\": \"{0}.test\", \"about\": \"Made up.\", \"impact\": \"low\","
            + " \"status\": \"live\", {2}, \"confidence\": \"high\", \"verifiedOn\": \"2026-11-28\", \"sources\": [ {{ \"source\": \"a test\" }} ] }}",
        id, operatorName, figures);
}
