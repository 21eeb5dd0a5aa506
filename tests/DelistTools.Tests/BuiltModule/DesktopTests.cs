using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>The desktop folder, loaded on Mono by a program that lies elsewhere and has no binding redirects.</summary>
[Collection(ModuleCollection.Name)]
public sealed class DesktopTests : IDisposable
{
    /// <summary>What both builds print of a refusal.</summary>
    private const string Shown = "[string]::Join('|', 'refusal', [System.IO.Path]::GetFileName($_.SourcePath), $_.Recipient, $_.Cause, $_.RuleId, $_.RefusedAddress, "
        + "$_.RemoteMta, $(if ($_.OccurredAt) { $_.OccurredAt.ToString('s') }), $_.ReplyText)";

    /// <summary>What .NET Framework 4.7.2 or Windows PowerShell 5.1 brings.</summary>
    private static readonly string[] InTheBox =
    [
        "mscorlib", "netstandard", "System", "System.Core", "System.Data", "System.Data.DataSetExtensions", "System.Management.Automation", "System.Net.Http",
        "System.Numerics", "System.Runtime.Serialization", "System.Security", "System.ValueTuple", "System.Xml", "System.Xml.Linq",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-desktop-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task DesktopFolder_OnMono_AsksPlansAndSigns()
    {
        using FirstMinuteLab lab = FirstMinuteLab.Start();
        string[] lines = await RunAsync(lab.NameServer, _folder.FullName);
        Assert.Contains(lines, l => l.StartsWith("dns Records 127.0.0.2", StringComparison.Ordinal));
        Assert.Contains("route outlook-ou-002 203.0.113.25 symantec-brightmail spamhaus-zen microsoft-consumer", lines);
        Assert.Matches(@"^case 1: 203\.0\.113\.25 microsoft-consumer, Open (\d+) of \1 Grüße symantec-brightmail$", lines.Single(l => l.StartsWith("case ", StringComparison.Ordinal)));
        Assert.Contains("mime Grüße signed True", lines);
        Assert.Contains("domain xn--85x722f.xn--55qx5d.cn", lines);
        foreach (string assembly in (string[])["DelistTools", "DelistTools.Core", "DnsClient", "MimeKit", "BouncyCastle.Cryptography", "System.Buffers",
            "Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "SQLitePCLRaw.provider.dynamic_cdecl", "System.Memory"])
        {
            Assert.Contains("loaded " + assembly + " desktop", lines);
        }

        Assert.DoesNotContain(lines, l => l.StartsWith("loaded ", StringComparison.Ordinal) && l.EndsWith(" desktop", StringComparison.Ordinal)
            && !Directory.GetFiles(Path.Combine(Repository.ModuleFolder, "desktop")).Any(f => l.Contains(Path.GetFileNameWithoutExtension(f), StringComparison.Ordinal)));
    }

    /// <summary>What the resolver of Windows PowerShell hands out has to be as new as what is asked for.</summary>
    [Fact]
    public void DesktopFolder_References_AreSatisfiedByWhatLiesInIt()
    {
        Dictionary<string, AssemblyName> shipped = Directory.GetFiles(Path.Combine(Repository.ModuleFolder, "desktop"), "*.dll")
            .ToDictionary(f => f, AssemblyName.GetAssemblyName);
        foreach (string file in shipped.Keys)
        {
            using PEReader image = new(File.OpenRead(file));
            MetadataReader reader = image.GetMetadataReader();
            foreach (AssemblyName wanted in reader.AssemblyReferences.Select(r => reader.GetAssemblyReference(r).GetAssemblyName()))
            {
                AssemblyName? found = shipped.Values.SingleOrDefault(n => n.Name == wanted.Name);
                Assert.True(
                    found is null ? InTheBox.Contains(wanted.Name) : found.Version >= wanted.Version
                        && found.GetPublicKeyToken()!.SequenceEqual(wanted.GetPublicKeyToken()!),
                    Path.GetFileName(file) + " asks for " + wanted + ", and there is " + (found?.FullName ?? "none"));
            }
        }
    }

    [Fact]
    public async Task DesktopFolder_OnMono_ReadsBouncesAndLogsAsTheOtherBuildDoes()
    {
        foreach (string sample in Directory.GetFiles(Path.Combine(Repository.Root, "tests", "DelistTools.Core.Tests", "Diagnosis", "bounces"), "*.eml"))
        {
            File.Copy(sample, Path.Combine(_folder.FullName, Path.GetFileName(sample)));
        }

        string log = Path.Combine(Repository.Root, "docs", "examples", "morning.log");
        File.Copy(log, Path.Combine(_folder.FullName, "morning.log"));
        await using (GZipStream compressed = new(File.Create(Path.Combine(_folder.FullName, "morning.log.1.gz")), CompressionLevel.Fastest))
        {
            await compressed.WriteAsync(await File.ReadAllBytesAsync(log));
        }

        using FirstMinuteLab lab = FirstMinuteLab.Start();
        string[] lines = await RunAsync(lab.NameServer, _folder.FullName);

        using ModuleSession session = new();
        string[] expected = session.Run("Import-BounceMessage $folder | ForEach-Object { " + Shown + " }", ("folder", _folder.FullName))
            .AssertNoErrors().Output.Select(o => (string)o.BaseObject).ToArray();
        Assert.True(expected.Length > 100);
        Assert.Equal(expected, lines.Where(l => l.StartsWith("refusal", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, l => l.StartsWith("problem", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DesktopFolder_OnMono_FindsAMessageAndStopsListening()
    {
        using FirstMinuteLab lab = FirstMinuteLab.Start();
        await using DovecotServer dovecot = await DovecotServer.StartAsync();
        await dovecot.DeliverAsync("anybody", "X-Lab-Junk: yes\nAuthentication-Results: mx.example.net; spf=pass\nMessage-ID: <probe@lab.example>\n\ntext\n");

        string[] lines = await RunAsync(lab.NameServer, _folder.FullName, "127.0.0.1:" + dovecot.ImapPort, "anybody", DovecotServer.Password, "probe@lab.example");

        Assert.Contains("probe Junk (junk), spf=pass", lines);
        Assert.Contains("probe stopped", lines);
    }

    [Fact]
    public async Task DesktopFolder_OnMono_ProbesAMailServerAndStops()
    {
        using System.Security.Cryptography.X509Certificates.X509Certificate2 certificate = LabCertificates.SelfSigned("mx.receiver.internal");
        using FirstMinuteLab lab = FirstMinuteLab.Start();
        await using ScriptedSmtpServer server = ScriptedSmtpServer.Start(
            SmtpScripts.OrdinaryWithTls(certificate), SmtpScripts.SilentAt(SmtpTurnKind.MailFrom), SmtpScripts.SilentAt(SmtpTurnKind.MailFrom));
        string[] lines = await RunAsync(lab.NameServer, _folder.FullName, server.MailServer);

        Assert.Equal(["smtp Accepted Delivered 250 tls", "smtp Interrupted MailFrom  clear", "smtp stopped"], lines.Where(l => l.StartsWith("smtp ", StringComparison.Ordinal)));
    }

    /// <summary>The lines that the program prints.</summary>
    private static async Task<string[]> RunAsync(string nameServer, string folder, params string[] more)
    {
        string program = Path.Combine(Repository.Root, "artifacts", "bin", "DelistTools.Desktop", "release", "DelistTools.Desktop.exe");
        Assert.True(File.Exists(program), program + " is not built.");
        Assert.False(File.Exists(program + ".config"), "Binding redirects would hide what the module's resolver has to do.");
        ProcessStartInfo start = new("mono", [program, Path.Combine(Repository.ModuleFolder, "desktop"), nameServer, "2.0.0.127.zen.lab.test", folder, .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove(LabSession.Variable);
        using Process mono = Process.Start(start)!;
        Task<string> errors = mono.StandardError.ReadToEndAsync();
        string output = await mono.StandardOutput.ReadToEndAsync();
        await mono.WaitForExitAsync();
        Assert.True(mono.ExitCode == 0, output + await errors);
        return output.Split('\n', StringSplitOptions.TrimEntries);
    }
}
