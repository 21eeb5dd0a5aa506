using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Tests.BuiltModule;

namespace DelistTools.Tests.Automation;

/// <summary>
/// One laboratory, in which the table of rows is run once under each culture: in a session of its own, in strict mode, on a host
/// that has no console.
/// </summary>
public sealed class CultureWorld : IAsyncDisposable
{
    private const string StoreVariable = "DELISTTOOLS_STORE";

    private const string Begin =
        """
        Set-StrictMode -Version Latest
        function Complete($typed) { (TabExpansion2 $typed $typed.Length).CompletionMatches | ForEach-Object { "$($_.CompletionText) $($_.ListItemText) $($_.ToolTip)" } }
        function Show($objects) {
            foreach ($one in $objects) {
                if ("$($one.PSObject.TypeNames)" -notlike 'DelistTools.*') { continue }
                $one | Out-String -Width 120
                $one | Format-Table | Out-String -Width 120
                $one | Format-List | Out-String -Width 120
                foreach ($part in $one.PSObject.Properties) {
                    $first = $part.Value | Select-Object -First 1
                    if ($null -ne $first -and "$($first.PSObject.TypeNames)" -like 'DelistTools.*' -and $first -isnot [enum]) { $part.Value | Out-String -Width 120 }
                }
            }
        }
        """;

    private const string Report =
        "RETURN-PATH: <>\r\nDATE: Sat, 21 Nov 2026 07:05:03 +0300\r\nFROM: MAILER-DAEMON@MX.EXAMPLE.ORG\r\nTO: TOM@NEWSERVER.INTERNAL\r\nSUBJECT: UNDELIVERED MAIL\r\n"
        + "IN-REPLY-TO: <1@newserver.internal>\r\nMIME-VERSION: 1.0\r\nCONTENT-TYPE: MULTIPART/REPORT; REPORT-TYPE=DELIVERY-STATUS; BOUNDARY=\"I\"\r\n\r\n--I\r\nCONTENT-TYPE: TEXT/PLAIN\r\n\r\nIT FAILED.\r\n"
        + "--I\r\nCONTENT-TYPE: MESSAGE/DELIVERY-STATUS\r\n\r\nREPORTING-MTA: DNS; MX.EXAMPLE.ORG\r\nARRIVAL-DATE: Sat, 21 Nov 2026 07:05:00 +0300\r\n\r\nFINAL-RECIPIENT: RFC822; IRIS@EXAMPLE.ORG\r\nACTION: FAILED\r\n"
        + "STATUS: 5.7.1\r\nREMOTE-MTA: DNS; MX.SPAMHAUS.INFO\r\nDIAGNOSTIC-CODE: SMTP; 554 5.7.1 SERVICE UNAVAILABLE; CLIENT HOST [203.0.113.25] BLOCKED USING ZEN.SPAMHAUS.ORG\r\n--I--\r\n";

    private const string Reply =
        "FROM: \"SPAMHAUS\" <NO-REPLY@SPAMHAUS.ORG>\r\nTO: TOM@NEWSERVER.INTERNAL\r\nSUBJECT: RE: TICKET #123456: REMOVAL OF 203.0.113.25\r\nDATE: Wed, 25 Feb 2026 23:30:00 -0500\r\n"
        + "MESSAGE-ID: <I@SPAMHAUS.ORG>\r\nIN-REPLY-TO: <1@newserver.internal>\r\n\r\nYOUR REMOVAL REQUEST WAS RECEIVED. IT WILL BE PROCESSED WITHIN 24 HOURS. THE IP ADDRESS 203.0.113.25 IS STILL LISTED.\r\n";

    private readonly Dictionary<string, string?> _before = new[] { LabSession.Variable, StateIsolation.Variable, StoreVariable }.ToDictionary(n => n, Environment.GetEnvironmentVariable);
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _results = new(StringComparer.Ordinal);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-culture-");
    private readonly FirstMinuteLab _lists = FirstMinuteLab.Start();
    private readonly ModelCaseLab _model = ModelCaseLab.Start();
    private readonly LoopbackSmtpServer _relay = LoopbackSmtpServer.Start();
    private readonly LoopbackMailbox _mailbox;

    public CultureWorld()
    {
        _mailbox = LoopbackMailbox.Start(() => [.. _relay.Messages.Select(m => m.Text)]);
        Environment.SetEnvironmentVariable(LabSession.Variable, _lists.CatalogPath);
    }

    /// <summary>What each row gave under a culture, by its name.</summary>
    internal IReadOnlyDictionary<string, string> Results(CultureInfo culture, string name)
    {
        if (!_results.TryGetValue(name, out IReadOnlyDictionary<string, string>? results))
        {
            if (_results.Count == 0)
            {
                // The module remembers what it was told in this process: the first run knows less than the others.
                Run(CultureInfo.GetCultureInfo("en-US"), "first", CultureRows.All);
            }

            _results[name] = results = Run(culture, name, CultureRows.All);
        }

        return results;
    }

    /// <summary>
    /// What each row gives where nothing depends on the culture but the engine's way of breaking lines, which goes by the words
    /// of the languages that it knows.
    /// </summary>
    internal IReadOnlyDictionary<string, string> Expected(CultureInfo culture)
    {
        if (culture.TwoLetterISOLanguageName is not ("en" or "de" or "fr"))
        {
            return Results(CultureInfo.InvariantCulture, "invariant");
        }

        CultureInfo english = (CultureInfo)CultureInfo.GetCultureInfo("en-US").Clone();
        english.NumberFormat = NumberFormatInfo.InvariantInfo;
        english.DateTimeFormat = DateTimeFormatInfo.InvariantInfo;
        return Results(english, "by words");
    }

    /// <summary>Where a run of this name keeps its files.</summary>
    internal string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;

    /// <summary>What one script gives in a session of its own.</summary>
    internal string Run(string culture, string name, string script) =>
        Run(CultureInfo.GetCultureInfo(culture), name, [new CultureRow("one", "script", script)]).Values.Single();

    /// <summary>Runs rows in a session of its own, whose files are in a folder of the name given.</summary>
    internal IReadOnlyDictionary<string, string> Run(CultureInfo culture, string name, IReadOnlyList<CultureRow> rows)
    {
        string folder = Folder(name);
        Environment.SetEnvironmentVariable(StateIsolation.Variable, Path.Combine(folder, "state"));
        Environment.SetEnvironmentVariable(StoreVariable, Path.Combine(folder, "cases.db"));
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            using Runspace runspace = RunspaceFactory.CreateRunspace(new SilentHost(culture), InitialSessionState.CreateDefault2());
            runspace.Open();
            foreach ((string variable, object value) in new[]
            {
                ("folder", (object)folder), ("server", _lists.NameServer), ("lab", _lists), ("model", _model.NameServer), ("hotmail", _model.MailServer), ("relay", _relay),
                ("imap", _mailbox.ImapServer), ("report", Report), ("reply", Reply), ("examples", Path.Combine(Repository.Root, "docs", "examples")),
            })
            {
                runspace.SessionStateProxy.SetVariable(variable, value);
            }

            using PowerShell shell = PowerShell.Create(runspace);
            shell.AddScript("Import-Module -Name '" + Repository.Manifest + "' -ErrorAction Stop").AddStatement().AddScript(Begin).AddStatement().AddScript("[cultureinfo]::CurrentCulture.Name").Invoke();
            return rows.ToDictionary(
                r => r.ToString(),
                r => Told(runspace, r, folder));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((string name, string? value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        _lists.Dispose();
        _model.Dispose();
        _relay.Dispose();
        await _mailbox.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Told(Runspace runspace, CultureRow row, string folder)
    {
        using PowerShell shell = PowerShell.Create(runspace);
        Collection<PSObject> output = [];
        List<ErrorRecord> errors = [];
        Directory.EnumerateFiles(folder, "cases.db*").ToList().ForEach(File.Delete);
        try
        {
            shell.AddScript(row.Script).Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            errors.Add(e.ErrorRecord);
        }

        errors.AddRange(shell.Streams.Error);
        IEnumerable<string> told = [.. output.Select(o => InvariantText.Of(o) + Shown(runspace, o))];
        IEnumerable<string> beside =
        [
            .. errors.Select(e => "error " + e.FullyQualifiedErrorId + " | " + e.CategoryInfo.Category + " | " + Convert.ToString(e.TargetObject, CultureInfo.InvariantCulture) + " | " + e.Exception.Message),
            .. shell.Streams.Warning.Select(w => "warning " + w.Message),
        ];
        string text = InvariantText.Steady(string.Join('\n', told.Concat(beside)), folder);
        text = row.IsOrdered ? text : string.Join('\n', text.Split('\n').Order(StringComparer.Ordinal));
        return text;
    }

    private static string Shown(Runspace runspace, PSObject? result)
    {
        if (result is null || result.BaseObject is string)
        {
            return "";
        }

        using PowerShell shell = PowerShell.Create(runspace);
        StringBuilder shown = new();
        foreach (PSObject text in shell.AddCommand("Show").AddArgument(result).Invoke())
        {
            shown.Append(text);
        }

        foreach (ErrorRecord error in shell.Streams.Error)
        {
            shown.Append("error of a view: ").Append(error).Append('\n');
        }

        return shown.ToString();
    }
}
