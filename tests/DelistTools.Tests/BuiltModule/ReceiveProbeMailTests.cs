using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using DelistTools.Lab;
using DelistTools.Shell.Sessions;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>The cmdlet against a real Dovecot; each test has a mailbox of its own.</summary>
[Collection(ModuleCollection.Name)]
public sealed class ReceiveProbeMailTests(DovecotFixture dovecot) : IClassFixture<DovecotFixture>, IDisposable
{
    private const string Receive = "Receive-ProbeMail -ImapServer $server -Credential $credential -SkipCertificateCheck ";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly string _user = "user" + Guid.NewGuid().ToString("N")[..12];

    private readonly string _id = Guid.NewGuid().ToString("N") + "@probe.example";

    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Receive_ProbeByThePipeline_SaysWhereItLanded()
    {
        await dovecot.Server.DeliverAsync(_user, Message("X-Lab-Junk: yes"));

        ModuleSession.Outcome outcome = Run("[pscustomobject]@{ To = 'a@example.org'; MessageId = $id; SentAt = [datetime]::UtcNow.AddSeconds(-9) } | " + Receive + "-WaitSeconds 0").AssertNoErrors();

        PSObject placement = outcome.Output.Single();
        Assert.Equal("DelistTools.ProbePlacement", placement.TypeNames[0]);
        Assert.Equal("Junk", placement.Properties["Folder"].Value);
        Assert.Equal(true, placement.Properties["IsJunk"].Value);
        Assert.InRange((TimeSpan)placement.Properties["Delay"].Value, TimeSpan.Zero, TimeSpan.FromHours(1));
        Assert.Equal(_id, placement.Properties["MessageId"].Value);
    }

    [Fact]
    public async Task Receive_Several_GivesAnObjectEach()
    {
        await dovecot.Server.DeliverAsync(_user, Message("X-Lab: yes"));

        ModuleSession.Outcome outcome = Run(Receive + "-MessageId $id, 'missing@probe.example', 'no id' -WaitSeconds 0");

        Assert.Equal([false, true], outcome.Output.Select(o => (bool)o.Properties["Found"].Value).Order());
        Assert.Equal("InvalidMessageId,DelistTools.Commands.ReceiveProbeMailCommand", outcome.Error.FullyQualifiedErrorId);
        Assert.Equal("no id", outcome.Error.TargetObject);
    }

    [Fact]
    public void Receive_ProbeThatWasRefused_IsToldAndTakesNothingFromOthers()
    {
        ModuleSession.Outcome outcome = Run("[pscustomobject]@{ MessageId = $null }, [pscustomobject]@{ MessageId = $id } | " + Receive + "-WaitSeconds 0");

        Assert.Equal("InvalidMessageId,DelistTools.Commands.ReceiveProbeMailCommand", outcome.Error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, outcome.Error.CategoryInfo.Category);
        Assert.False((bool)outcome.Output.Single().Properties["Found"].Value);
    }

    [Fact]
    public void Receive_WrongPassword_EndsWithoutASecondTry()
    {
        ModuleSession.Outcome outcome = Run("'a@b.example', 'c@d.example' | ForEach-Object { [pscustomobject]@{ MessageId = $_ } } | " + Receive + "-Verbose", "wr0ng-passw0rd");

        Assert.Equal("ImapLoginFailed,DelistTools.Commands.ReceiveProbeMailCommand", outcome.Error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.AuthenticationError, outcome.Error.CategoryInfo.Category);
        Assert.Equal("localhost:" + dovecot.Server.ImapPort, outcome.Error.TargetObject);
        AssertWithout(outcome, "wr0ng-passw0rd");
        Assert.Single(dovecot.Server.Output.Split('\n'), l => l.Contains("user=<" + _user + ">", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Receive-ProbeMail $id $server -Credential $credential", "ImapCertificateInvalid", ErrorCategory.SecurityError)]
    [InlineData("Receive-ProbeMail $id 192.0.2.10 -Credential $credential -Security None", "ImapPlaintextRefused", ErrorCategory.SecurityError)]
    [InlineData("Receive-ProbeMail $id $closed -Credential $credential", "ImapConnectFailed", ErrorCategory.ConnectionError)]
    [InlineData("Receive-ProbeMail $id 'imaps://mail' -Credential $credential", "InvalidMailServer", ErrorCategory.InvalidArgument)]
    [InlineData("Receive-ProbeMail $id $server -Credential $credential -SkipCertificateCheck -OAuth", "ImapLoginFailed", ErrorCategory.AuthenticationError)]
    public void Receive_MailboxThatCannotBeOpened_EndsTheCommand(string script, string id, ErrorCategory category)
    {
        using ClosedPort closed = new();
        _session.Runspace.SessionStateProxy.SetVariable("closed", closed.NameServer);

        ModuleSession.Outcome outcome = Run(script + " -Verbose");

        Assert.Equal(id + ",DelistTools.Commands.ReceiveProbeMailCommand", outcome.Error.FullyQualifiedErrorId);
        Assert.Equal(category, outcome.Error.CategoryInfo.Category);
        AssertWithout(outcome, DovecotServer.Password);
    }

    [Fact]
    public async Task Receive_Verbose_NamesNeitherPasswordNorOtherMail()
    {
        await dovecot.Server.DeliverAsync(_user, "X-Lab-Folder: Divorce\nMessage-ID: <other@example.org>\nSubject: private matter\n\ntext\n");

        ModuleSession.Outcome outcome = Run(Receive + "$id -WaitSeconds 0 -Verbose").AssertNoErrors();

        Assert.Contains(outcome.Verbose, v => v.StartsWith("Logged in at localhost:", StringComparison.Ordinal));
        AssertWithout(outcome, DovecotServer.Password);
        AssertWithout(outcome, "Divorce");
        AssertWithout(outcome, "private matter");
        AssertWithout(outcome, "other@example.org");
    }

    [Fact]
    public async Task Stop_WhileListening_LogsOutAndEnds()
    {
        using PowerShell shell = Create(Receive + "$id -WaitSeconds 3600 -Verbose");
        Task listening = SaidAsync(shell, "Listening");
        IAsyncResult run = shell.BeginInvoke();
        await listening.WaitAsync(Guard);

        await Task.Run(shell.Stop).WaitAsync(Guard);

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        using CancellationTokenSource guard = new(Guard);
        await dovecot.Server.WaitForOutputAsync(
            o => o.Split('\n').Any(l => l.Contains("imap(" + _user + ")", StringComparison.Ordinal) && l.Contains("Logged out", StringComparison.Ordinal)), guard.Token);
    }

    [Fact]
    public async Task Stop_SilentServer_Ends()
    {
        await using LoopbackImapServer silent = LoopbackImapServer.Start("", _ => null);
        using PowerShell shell = Create("Receive-ProbeMail $id " + silent.ImapServer + " -Credential $credential -Verbose");
        Task connecting = SaidAsync(shell, "Connecting");
        IAsyncResult run = shell.BeginInvoke();
        await connecting.WaitAsync(Guard);

        await Task.Run(shell.Stop).WaitAsync(Guard);

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
    }

    [Fact]
    public async Task First_OneIsThereAndOneIsNot_EndsAtTheFirst()
    {
        await dovecot.Server.DeliverAsync(_user, Message("X-Lab: yes"));
        string script = "do { " + Receive + "'missing@probe.example', $id -WaitSeconds 3600 | ForEach-Object { $_; break } } while ($false)";

        ModuleSession.Outcome outcome = await Task.Run(() => Run(script)).WaitAsync(Guard);

        Assert.True((bool)outcome.AssertNoErrors().Output.Single().Properties["Found"].Value);
    }

    [Fact]
    public async Task Views_At120_ReadWell()
    {
        await dovecot.Server.DeliverAsync(_user, """
            Received: from mail.example.org (mail.example.org [192.0.2.25]) by mx.probe.example with ESMTPS; Fri, 27 Nov 2026 10:00:03 +0100
            Authentication-Results: mx.probe.example; spf=pass smtp.mailfrom=example.org; dkim=pass header.d=example.org; dkim=fail header.d=relay.example; dmarc=pass header.from=example.org
            X-Forefront-Antispam-Report: SCL:5;SFV:SPM;CAT:SPM;
            X-Lab-Junk: yes
            Message-ID: <view@probe.example>
            Subject: probe

            text
            """);
        using CapturingSession session = new(120);
        session.ImportModule(Repository.Manifest);
        session.Session.Runspace.SessionStateProxy.SetVariable("server", "localhost:" + dovecot.Server.ImapPort);
        session.Session.Runspace.SessionStateProxy.SetVariable("credential", Credential(DovecotServer.Password));
        string table = session.Run(Receive + "view@probe.example -WaitSeconds 0; " + Receive + "missing@probe.example -WaitSeconds 0").Output;
        string list = session.Run("$p = " + Receive + "view@probe.example -WaitSeconds 0\n" + string.Join('\n', ListScripts().Select(s => "$p | ForEach-Object { " + s + " }"))).Output;
        string parts = string.Concat(new[] { "$p.AuthenticationResults", "$p.ReceivedPath", "$p.ProviderVerdicts" }.Select(s => session.Run(s).Output));

        Assert.Equal("""
            Folder                   IsJunk Delay     SPF/DKIM/DMARC           MessageId
            ------                   ------ -----     --------------           ---------
            Junk                     True             pass/pass,fail/pass      view@probe.example
            (not found)                                                        missing@probe.example
            """, Trimmed(table));
        Assert.Contains("dkim=fail header.d=relay.example", list, StringComparison.Ordinal);
        Assert.Contains("SCL: 5", list, StringComparison.Ordinal);
        Assert.Contains("from mail.example.org (mail.example.org [192.0.2.25]) by mx.probe.example", list, StringComparison.Ordinal);
        Assert.Contains("2026-11-27 09:00:03Z ESMTPS   mx.probe.example", parts, StringComparison.Ordinal);
        Assert.All((table + list + parts).Split('\n'), l => Assert.True(l.Length <= 120, l));
    }

    /// <summary>What the list shows besides plain properties; the engine alone has no Format-List.</summary>
    private static IEnumerable<string> ListScripts() => XDocument.Load(Path.Combine(Repository.ModuleFolder, "DelistTools.Format.ps1xml"))
        .Descendants("View").Single(v => (string?)v.Element("Name") == "ProbePlacementList").Descendants("ScriptBlock").Select(e => e.Value);

    private static string Trimmed(string text) => string.Join('\n', text.Split('\n').Select(l => l.TrimEnd())).Trim('\n');

    private static void AssertWithout(ModuleSession.Outcome outcome, string secret)
    {
        string said = string.Join('\n', outcome.Verbose.Concat(outcome.Warnings).Concat(outcome.Errors.Select(e => e + e.Exception.ToString())).Append(outcome.Terminating?.ToString())
            .Concat(outcome.Output.SelectMany(o => o.Properties.Select(p => p.Value?.ToString()))));
        Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
    }

    private static Task SaidAsync(PowerShell shell, string text)
    {
        TaskCompletionSource said = new(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.Streams.Verbose.DataAdded += (_, e) =>
        {
            if (shell.Streams.Verbose[e.Index].Message.Contains(text, StringComparison.Ordinal))
            {
                said.TrySetResult();
            }
        };
        return said.Task;
    }

    private PSCredential Credential(string password) => new(_user, new NetworkCredential("", password).SecurePassword);

    private ModuleSession.Outcome Run(string script, string? password = null)
    {
        SetVariables(password);
        return _session.Run(script);
    }

    private PowerShell Create(string script)
    {
        SetVariables(null);
        return _session.Create(script);
    }

    private void SetVariables(string? password)
    {
        _session.Runspace.SessionStateProxy.SetVariable("id", _id);
        _session.Runspace.SessionStateProxy.SetVariable("server", "localhost:" + dovecot.Server.ImapPort);
        _session.Runspace.SessionStateProxy.SetVariable("credential", Credential(password ?? DovecotServer.Password));
    }

    private string Message(string field) => $"{field}\nMessage-ID: <{_id}>\nSubject: probe\n\ntext\n";
}
