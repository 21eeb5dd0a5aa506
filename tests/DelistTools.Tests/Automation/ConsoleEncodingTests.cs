using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Tests.BuiltModule;
using DelistTools.Tests.Shell;
using Xunit;

namespace DelistTools.Tests.Automation;

/// <summary>Consoles and files that cannot hold every character: what is printed there, and that files and mail do not suffer from it.</summary>
[Collection(ModuleCollection.Name)]
public sealed partial class ConsoleEncodingTests : IDisposable
{
    // The engine's own sign for text that was cut off; a narrow view has it.
    private const string Engine = "\u2026";

    private const string German = "\u00C4\u00D6\u00DC\u00E4\u00F6\u00FC\u00DF";

    private const string Script =
        """
        param([int]$Page, [string]$Folder, [string]$Examples, [string]$Relay)
        [Console]::OutputEncoding = [System.Text.Encoding]::GetEncoding($Page)
        $OutputEncoding = [Console]::OutputEncoding
        Set-StrictMode -Version Latest
        $bounce = "550 5.7.1 Unfortunately, messages from [203.0.113.25] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140)."
        Set-Content $Folder/list.txt '192.0.2.10', '198.51.100.0/24'
        # Each by itself: what comes after a table of others the engine shows in its own way.
        '== ours'
        Get-Blocklist | Out-Host; Get-Blocklist spamhaus-zen | Format-List | Out-Host; Get-MailProvider | Out-Host; Get-MailProvider t-online, orange, united-internet | Format-List | Out-Host
        Import-BounceMessage $Examples/morning.log | Out-Host; Import-BounceMessage $Examples/morning.log | Format-List | Out-Host
        ConvertFrom-DelistingReply -Path $Examples/replies/*.eml | Format-List | Out-Host
        $bounce | Get-DelistingRoute | Out-Host; $bounce | Get-DelistingRoute | Format-List | Out-Host; Get-DelistingRoute -Provider t-online, united-internet -Address 203.0.113.25 | Out-Host
        $cases = @($bounce | Get-DelistingRoute | New-DelistingCase; Get-DelistingRoute -Provider t-online -Address 203.0.113.25 | New-DelistingCase)
        $cases | Out-Host; $cases | Format-List | Out-Host; Get-DelistingDraft $cases.Id -Language en -WarningAction Ignore | Out-Host
        Test-IpBlocklist 192.0.2.10 -Path $Folder/list.txt -Force | Out-Host; Test-IpBlocklist 192.0.2.10 -Path $Folder/list.txt -Force | Format-List | Out-Host
        Get-Blocklist 'no such list' | Out-Host; Get-DelistingCase 99 | Out-Host; 'x' | Test-IpBlocklist | Out-Host
        '== German'
        Get-DelistingDraft $cases[-1].Id -Language de -WarningAction Ignore -Fresh | Out-Host
        '== quoted'
        $quoted = "550 5.7.1 <jörg@example.org>: Zugriff verweigert – 203.0.113.25 gesperrt, 日本" | ConvertFrom-BounceMessage
        $quoted | Format-List ReplyText | Out-Host
        '== files'
        $all = @($cases; $quoted)
        foreach ($end in 'html', 'md', 'json', 'csv') { $all | Export-DelistingReport $Folder/r.$end -Title 'Müller 日本' }
        Set-DelistingCase $cases[0].Id -Note 'Müller 日本'
        $null = Export-DelistingCase $Folder/cases.jsonl
        $null = Get-DelistingDraft $cases[-1].Id -WarningAction Ignore | Send-DelistingDraft -From tom@newserver.org -MailServer $Relay -HelloName mail.newserver.org -Subject 'Für 日本' -Body 'Grüße 日本' -Confirm:$false -WarningAction Ignore
        'sent'
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-encodings-");
    private readonly LoopbackSmtpServer _relay = LoopbackSmtpServer.Start();

    public void Dispose()
    {
        _relay.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(20127, "?")]
    [InlineData(28591, ".")]
    [InlineData(437, ".")]
    [InlineData(1252, Engine)]
    public async Task Shell_UnderAnEncoding_PrintsAllThatItHolds(int page, string cutOff)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);
        Encoding utf8 = Encoding.UTF8;
        (string[] full, _) = await RunAsync(utf8, "full");
        (string[] found, int code) = await RunAsync(encoding, "page");

        Assert.Equal(0, code);
        Assert.Equal(full.Select(l => encoding.GetString(encoding.GetBytes(l))), found);
        Assert.Equal("", Beyond(Section(full, "ours"), Engine));
        Assert.Equal("", Beyond(Section(full, "German"), Engine + German));
        Assert.Contains("Gr\u00FC\u00DFen", string.Join('\n', Section(full, "German")), StringComparison.Ordinal);
        Assert.Equal(cutOff, encoding.GetString(encoding.GetBytes(Engine)));
        Assert.Equal(page == 20127 ? new string('?', German.Length) : German, encoding.GetString(encoding.GetBytes(German)));
        Assert.Contains("sent", Section(found, "files"));
        AssertFiles(Path.Combine(_folder.FullName, "page"));
        Assert.Equal(2, _relay.Messages.Count);
        AssertMail(_relay.Messages[^1].Text);
    }

    [Fact]
    public void Texts_OfOurOwn_AreAscii()
    {
        string module = Path.Combine(Repository.Root, "module");
        IEnumerable<string> files = Directory.GetFiles(module, "*.ps*1*", SearchOption.AllDirectories).Append(Path.Combine(Repository.Root, "src", "DelistTools", "Strings.resx"));
        Assert.All(files, f => Assert.Equal("", Beyond([File.ReadAllText(f)], "")));

        // What recognises mail, and the examples of it, is in the language of the mail; letters are in that of the reader.
        string[] catalogue = [.. new[] { "lists", "providers", "readiness" }.SelectMany(f => Directory.GetFiles(Path.Combine(module, "catalog", f), "*.json", SearchOption.AllDirectories))];
        Assert.True(catalogue.Length > 5);
        Assert.All(catalogue, f => Assert.Equal("", Beyond(Texts(JsonDocument.Parse(File.ReadAllText(f), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }).RootElement), "")));
    }

    [Fact]
    public void Letters_HaveTheirLanguagesCharactersOnly()
    {
        string letters = Path.Combine(Repository.Root, "module", "catalog", "letters");
        Assert.All(Directory.GetFiles(letters, "*.json"), f => Assert.Equal("", Beyond(Texts(JsonDocument.Parse(File.ReadAllText(f)).RootElement), German)));
    }

    private async Task<(string[] Lines, int Code)> RunAsync(Encoding encoding, string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;
        string script = Path.Combine(folder, "run.ps1");
        await File.WriteAllTextAsync(script, Script, Encoding.UTF8);
        await File.WriteAllTextAsync(Path.Combine(folder, "catalog.json"), "{ \"schema\": 1 }");
        using ShellProcess shell = new(
            ["-NoLogo", "-File", script, "-Page", encoding.CodePage.ToString(System.Globalization.CultureInfo.InvariantCulture), "-Folder", folder, "-Examples", Path.Combine(Repository.Root, "docs", "examples"), "-Relay", _relay.MailServer],
            new Dictionary<string, string> { ["DELISTTOOLS_CATALOG"] = Path.Combine(folder, "catalog.json"), ["DELISTTOOLS_STATE"] = folder, ["DELISTTOOLS_STORE"] = Path.Combine(folder, "cases.db"), ["COLUMNS"] = "100" },
            output: encoding);
        string output = await shell.ReadToEndAsync();
        string[] lines = [.. Moment().Replace(output.Replace(folder, "<folder>", StringComparison.Ordinal), "<moment>").Split('\n').Select(l => l.TrimEnd('\r'))];
        string errors = await shell.ErrorAsync();
        Assert.Contains("no such list", errors, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(errors, "(?m)^(?:Get|Test)-[A-Za-z]+:"));
        Assert.Equal("", Beyond([errors], Engine + (encoding.CodePage == 437 ? "." : "")));
        return (lines, await shell.ExitCodeAsync());
    }

    private static void AssertFiles(string folder)
    {
        UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        foreach (string name in new[] { "r.html", "r.md", "r.json", "r.csv", "cases.jsonl" })
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(folder, name));
            string text = strict.GetString(bytes);
            Assert.Equal(name == "r.csv", text[0] == '\uFEFF');
            Assert.Contains(name == "r.csv" ? "\u65E5\u672C" : "M\u00FCller \u65E5\u672C", name is "r.json" or "cases.jsonl" ? Regex.Replace(text, @"\\u([0-9a-fA-F]{4})", m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString()) : text, StringComparison.Ordinal);
        }

        Assert.Contains("charset=\"utf-8\"", File.ReadAllText(Path.Combine(folder, "r.html")).ToLowerInvariant(), StringComparison.Ordinal);
    }

    private static void AssertMail(string message)
    {
        string[] halves = message.Split("\r\n\r\n", 2);
        Assert.Contains("charset=utf-8", halves[0], StringComparison.Ordinal);
        Assert.Equal("Gr\u00FC\u00DFe \u65E5\u672C", Encoding.UTF8.GetString(Convert.FromBase64String(halves[1].Trim())).Trim());
        Assert.Contains("=?utf-8?", halves[0], StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", Beyond([message], ""));
    }

    private static string[] Section(string[] lines, string name) => [.. lines.SkipWhile(l => l != "== " + name).Skip(1).TakeWhile(l => !l.StartsWith("== ", StringComparison.Ordinal))];

    private static string Beyond(IEnumerable<string> texts, string allowed) => string.Concat(texts.SelectMany(t => t).Where(c => c > '~' && !allowed.Contains(c, StringComparison.Ordinal)).Distinct());

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Texts(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?Z?|\d+ ms\b")]
    private static partial Regex Moment();
}
