using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading.Tasks;
using DelistTools.Tests.Shell;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

[Collection(ModuleCollection.Name)]
public sealed class LoadingTests
{
    internal static readonly string[] Cmdlets =
    [
        "ConvertFrom-BounceMessage", "ConvertFrom-DelistingReply", "Export-DelistingCase", "Export-DelistingReport", "Get-Blocklist", "Get-DelistingCase",
        "Get-DelistingDraft", "Get-DelistingRoute", "Get-MailProvider", "Import-BounceMessage", "Import-DelistingCase",
        "New-DelistingCase", "Receive-ProbeMail", "Remove-BlocklistKey", "Remove-DelistingCase", "Send-DelistingDraft",
        "Send-ProbeMail", "Set-BlocklistKey", "Set-DelistingCase", "Test-Blocklist", "Test-DomainBlocklist", "Test-IpBlocklist", "Test-SenderReadiness",
        "Wait-Delisting", "Watch-IpBlocklist",
    ];

    [Fact]
    public void Import_Cmdlets_AreThoseOfBothManifests()
    {
        using ModuleSession session = new();
        Assert.Equal(Cmdlets, Strings(session.Run("(Get-Module DelistTools).ExportedCommands.Keys")).Order());
        foreach (string manifest in (string[])["DelistTools.psd1", "core/DelistTools.psd1"])
        {
            ModuleSession.Outcome exported = session.Run(
                "(Test-ModuleManifest -Path '" + Path.Combine(Repository.ModuleFolder, manifest) + "' -ErrorAction Ignore).ExportedCmdlets.Keys");
            if (manifest == "DelistTools.psd1")
            {
                exported.AssertNoErrors();
                Assert.Equal(Cmdlets, Strings(exported).Order());
            }
        }
    }

    [Fact]
    public void Manifests_ExportLists_AreLiteralAndAlike()
    {
        using ModuleSession session = new(import: false);
        foreach (string manifest in (string[])["DelistTools.psd1", "core/DelistTools.psd1"])
        {
            string path = Path.Combine(Repository.ModuleFolder, manifest);
            ModuleSession.Outcome data = session.Run(
                "$ast = [System.Management.Automation.Language.Parser]::ParseFile('" + path + "', [ref]$null, [ref]$null)\n"
                + "$table = $ast.Find({ $args[0] -is [System.Management.Automation.Language.HashtableAst] }, $false).SafeGetValue()\n"
                + "$table.CmdletsToExport").AssertNoErrors();
            Assert.Equal(Cmdlets, Strings(data).Order());
        }
    }

    [Fact]
    public void Import_Assemblies_LieInThePrivateContext()
    {
        using LabSession lab = new();

        // One question, and one look into a store that holds nothing, so that the packages are loaded too.
        lab.Run("Test-IpBlocklist 192.0.2.10 -Blocklist lab-combined -NameServer $server -Force").AssertNoErrors();
        string store = Path.GetTempFileName();
        lab.Run("Get-DelistingCase -StorePath '" + store + "'").AssertNoErrors();
        File.Delete(store);
        Dictionary<string, AssemblyLoadContext> contexts = AppDomain.CurrentDomain.GetAssemblies()
            .Where(a => !a.IsDynamic && a.Location.StartsWith(Repository.ModuleFolder, StringComparison.Ordinal))
            .ToDictionary(a => a.GetName().Name!, a => AssemblyLoadContext.GetLoadContext(a)!);
        Assert.Same(AssemblyLoadContext.Default, contexts["DelistTools.Isolation"]);
        AssemblyLoadContext own = contexts["DelistTools"];
        Assert.NotSame(AssemblyLoadContext.Default, own);
        Assert.Contains("DelistTools.Core", contexts.Keys);
        foreach (string package in (string[])["DnsClient", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "SQLitePCLRaw.provider.dynamic_cdecl"])
        {
            Assert.Contains(package, contexts.Keys);
        }

        Assert.All(contexts.Where(c => c.Key != "DelistTools.Isolation"), c => Assert.Same(own, c.Value));
    }

    [Fact]
    public async Task Import_FreshProcess_LoadsOnlyOurOwnAssembliesAndSaysNothing()
    {
        const string Script = "$before = [AppDomain]::CurrentDomain.GetAssemblies().Location\n"
            + "Import-Module -Name '{0}'\n"
            + "[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.Location -notin $before -and $_.Location -like '{1}*' } | ForEach-Object { $_.GetName().Name }\n"
            + "if ([System.IO.File]::Exists('/proc/self/maps') -and [System.IO.File]::ReadAllText('/proc/self/maps') -like '*e_sqlite3*') { 'SQLite' }";
        (int code, string output, string error) = await ShellProcess.RunAsync(
            "", "-NoModule", "-Command", Script.Replace("{0}", Repository.Manifest, StringComparison.Ordinal).Replace("{1}", Repository.ModuleFolder, StringComparison.Ordinal));
        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Equal(
            ["DelistTools", "DelistTools.Isolation"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order());
    }

    [Fact]
    public void MachineCode_OfEachKind_IsThereOnce() => Assert.Equal(
        ["linux-arm64", "linux-musl-arm64", "linux-musl-x64", "linux-x64", "osx-arm64", "osx-x64", "win-arm64", "win-x64", "win-x86"],
        Directory.GetFiles(Repository.ModuleFolder, "*e_sqlite3*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Path.Combine(Repository.ModuleFolder, "runtimes"), f).Split(Path.DirectorySeparatorChar)[0]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Import-Module -Name $manifest; Import-Module -Name $manifest -Force")]
    [InlineData("Import-Module -Name $manifest; Remove-Module DelistTools; Import-Module -Name $manifest")]
    public void Import_Again_GivesTheSameTypes(string script)
    {
        using ModuleSession session = new(import: false);
        ModuleSession.Outcome outcome = session.Run(
            "$manifest = '" + Repository.Manifest + "'\n" + script + "\n(Get-Command -Module DelistTools).Count\nGet-Blocklist spamcop").AssertNoErrors();
        Assert.Equal(Cmdlets.Length, outcome.Output[0].BaseObject);
        using ModuleSession other = new();
        Assert.Same(
            other.Run("Get-Blocklist spamcop").Output.Single().BaseObject.GetType(), outcome.Output[1].BaseObject.GetType());
    }

    [Fact]
    public void Import_WithPrefix_NamesTheCmdletsSo()
    {
        using ModuleSession session = new(import: false);
        ModuleSession.Outcome outcome = session.Run(
            "Import-Module -Name '" + Repository.Manifest + "' -Prefix My\n(Get-MyBlocklist spamcop).Id").AssertNoErrors();
        Assert.Equal(["spamcop"], Strings(outcome));
    }

    [Fact]
    public async Task Import_EightRunspacesAtOnce_AllWork()
    {
        Task<string>[] sessions = Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using ModuleSession session = new();
            return Strings(session.Run("(Get-Blocklist spamhaus-zen).Zone").AssertNoErrors()).Single();
        })).ToArray();
        Assert.All(await Task.WhenAll(sessions), zone => Assert.Equal("zen.spamhaus.org", zone));
    }

    [Fact]
    public void PublicSurface_Cmdlets_NameNoPackage()
    {
        using ModuleSession session = new();
        ModuleSession.Outcome found = session.Run("Get-Command -Module DelistTools | ForEach-Object { $_.ImplementingType }").AssertNoErrors();
        Assembly cmdlets = ((Type)found.Output[0].BaseObject).Assembly;
        foreach (Type type in cmdlets.GetExportedTypes())
        {
            IEnumerable<Type> named = type.GetProperties().Select(p => p.PropertyType)
                .Concat(type.GetMethods().SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)));
            foreach (Type used in named)
            {
                string assembly = used.Assembly.GetName().Name!;
                Assert.True(
                    assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("DelistTools", StringComparison.Ordinal), type + " names " + used);
            }
        }
    }

    [Fact]
    public void Errors_Ids_AreTheNamesOfTheirMessages()
    {
        using ModuleSession session = new();
        Type type = (Type)session.Run("(Get-Command Test-IpBlocklist).ImplementingType").Output.Single().BaseObject;
        IEnumerable<string> ids = (IEnumerable<string>)type.Assembly.GetType("DelistTools.Commands.ErrorRecords")!
            .GetProperty("Ids", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        System.Resources.ResourceManager messages = new("DelistTools.Strings", type.Assembly);
        IEnumerable<string> named = messages.GetResourceSet(System.Globalization.CultureInfo.InvariantCulture, true, false)!
            .Cast<System.Collections.DictionaryEntry>().Select(e => (string)e.Key);
        Assert.Equal(ids.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Strings(ModuleSession.Outcome outcome) => outcome.Output.Select(o => o.BaseObject.ToString()!);
}
