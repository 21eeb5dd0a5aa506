using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>The desktop folder, loaded on Mono by a program that lies elsewhere and has no binding redirects.</summary>
public sealed class DesktopTests
{
    [Fact]
    public async Task DesktopFolder_OnMono_AsksPlansAndSigns()
    {
        using FirstMinuteLab lab = FirstMinuteLab.Start();
        string program = Path.Combine(Repository.Root, "artifacts", "bin", "DelistTools.Desktop", "release", "DelistTools.Desktop.exe");
        Assert.True(File.Exists(program), program + " is not built.");
        Assert.False(File.Exists(program + ".config"), "Binding redirects would hide what the module's resolver has to do.");
        ProcessStartInfo start = new("mono", [program, Path.Combine(Repository.ModuleFolder, "desktop"), lab.NameServer, "2.0.0.127.zen.lab.test"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process mono = Process.Start(start)!;
        Task<string> errors = mono.StandardError.ReadToEndAsync();
        string output = await mono.StandardOutput.ReadToEndAsync();
        await mono.WaitForExitAsync();
        Assert.True(mono.ExitCode == 0, output + await errors);
        string[] lines = output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.Contains(lines, l => l.StartsWith("dns Records 127.0.0.2", StringComparison.Ordinal));
        Assert.Contains("route outlook-ou-002 203.0.113.25 symantec-brightmail spamhaus-zen microsoft-consumer", lines);
        Assert.Contains("mime Grüße signed True", lines);
        foreach (string assembly in (string[])["DelistTools", "DelistTools.Core", "DnsClient", "MimeKit", "BouncyCastle.Cryptography", "System.Buffers"])
        {
            Assert.Contains("loaded " + assembly + " desktop", lines);
        }

        Assert.DoesNotContain(lines, l => l.StartsWith("loaded ", StringComparison.Ordinal) && l.EndsWith(" desktop", StringComparison.Ordinal)
            && !Directory.GetFiles(Path.Combine(Repository.ModuleFolder, "desktop")).Any(f => l.Contains(Path.GetFileNameWithoutExtension(f), StringComparison.Ordinal)));
    }
}
