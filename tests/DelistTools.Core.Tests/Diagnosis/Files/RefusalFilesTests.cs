using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Diagnosis;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class RefusalFilesTests : IDisposable
{
    private const string Log = "Nov 25 06:00:01 mail postfix/smtp[1]: 4XbR1k0Tz1: to=<a@example.net>, relay=mx.example.net[198.51.100.20]:25, delay=1, dsn=5.7.1, "
        + "status=bounced (host mx.example.net[198.51.100.20] said: 554 5.7.1 Service unavailable; Client host [203.0.113.25] blocked using zen.spamhaus.org (in reply to RCPT TO command))\n";

    private const string Message = "Return-Path: <>\nFrom: MAILER-DAEMON@mail.example.org\nTo: me@example.org\nSubject: Undelivered\nMIME-Version: 1.0\n"
        + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nIt failed.\n\n"
        + "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.org\n\nFinal-Recipient: rfc822; a@example.net\nAction: failed\nStatus: 5.1.1\n"
        + "Remote-MTA: dns; mx.example.net\nDiagnostic-Code: smtp; 550 5.1.1 <a@example.net>: Recipient address rejected: User unknown\n\n--b--\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-files-");
    private readonly List<Problem> _problems = [];
    private readonly List<string> _reasons = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_Log_GivesItsRefusalsWithTheFile()
    {
        MailRefusal refusal = Read("mail.log", Log).Single();

        Assert.Equal((RefusalCause.AddressBlocked, "spamhaus-zen", DeliveryAction.Failed), (refusal.Cause, refusal.Blocklist, refusal.Action));
        Assert.Equal(Path.Combine(_folder.FullName, "mail.log"), refusal.SourcePath);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Read_MessageWithLineEnds_GivesTheRecipient(string lineEnd)
    {
        MailRefusal refusal = Read("bounce.eml", Message.Replace("\n", lineEnd, StringComparison.Ordinal)).Single();

        Assert.Equal(("a@example.net", RefusalCause.RecipientRefused, 550), (refusal.Recipient, refusal.Cause, refusal.ReplyCode));
        Assert.Equal(DeliveryAction.Failed, refusal.Action);
    }

    [Fact]
    public void Read_Mailbox_GivesThoseOfEachMessage()
    {
        const string Begin = "From MAILER-DAEMON Wed Nov 25 06:00:00 2026\n";
        Assert.Equal(2, Read("mbox", Begin + Message + "\n" + Begin + Message).Count);
    }

    [Fact]
    public void Read_Maildir_ReadsNewAndCur()
    {
        foreach (string part in (string[])["new", "cur", "tmp"])
        {
            Directory.CreateDirectory(Path.Combine(_folder.FullName, "Maildir", part));
            File.WriteAllText(Path.Combine(_folder.FullName, "Maildir", part, "1.mail"), Message);
        }

        Assert.Equal(2, Reader().Read(Path.Combine(_folder.FullName, "Maildir")).Count());
    }

    [Theory]
    [InlineData("mail.log.gz", true)]
    [InlineData("bounce.eml.gz", false)]
    public void Read_CompressedFileThatWasTornOff_GivesWhatIsLeftOfIt(string name, bool isLog)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(isLog ? Log + Log : Message));
            zip.Flush();
            zip.Write(Encoding.UTF8.GetBytes(Guid.NewGuid().ToString()));
        }

        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, packed.ToArray()[..^12]);
        Assert.NotEmpty(Reader().Read(path).ToList());
        Assert.Equal("FileNotRead", Assert.Single(_problems).Id);
    }

    [Fact]
    public void Read_LongTextOfNoKnownKind_TellsThatItWasNotReadToItsEnd()
    {
        Assert.Single(Read("notes.txt", "they said 550 5.7.1 Client host [203.0.113.25] blocked using zen.spamhaus.org\n" + new string('x', 17 << 20)));
        Assert.Equal("FileTooLong", Assert.Single(_problems).Id);
    }

    [Theory]
    [InlineData("bounce.eml")]
    [InlineData("mail.log.gz")]
    public void Follow_FileThatIsNoLog_IsToldAndNotWaitedFor(string name)
    {
        string path = Path.Combine(_folder.FullName, name);
        using (Stream file = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.Create(path), CompressionLevel.Fastest) : File.Create(path))
        {
            file.Write(Encoding.UTF8.GetBytes(Message));
        }

        Assert.Empty(Reader().Follow(path));
        Assert.Equal("FileNotFollowed", Assert.Single(_problems).Id);
    }

    [Fact]
    public void Read_EmptyFolder_SaysSo()
    {
        Assert.Empty(Reader().Read(_folder.FullName));
        Assert.Contains("no files in the folder", Assert.Single(_reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_NamedPipeThatNobodyWritesTo_StopsWhenToldTo()
    {
        if (await MakePipeAsync() is not string path)
        {
            return;
        }

        using CancellationTokenSource stopping = new();
        Task<List<MailRefusal>> reading = Task.Run(() => Reader(stopping.Token).Read(path).ToList());
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(60)));

        // Whoever still waits to read it is let go, so that no thread of this process stays behind.
        using FileStream end = new(path, FileMode.Open, FileAccess.ReadWrite);
    }

    [Fact]
    public async Task Read_NamedPipe_IsToldAndNotRead()
    {
        if (await MakePipeAsync() is not string path)
        {
            return;
        }

        using FileStream end = new(path, FileMode.Open, FileAccess.ReadWrite);
        Assert.Empty(Reader().Read(path));
        Assert.Equal("FileNotRead", Assert.Single(_problems).Id);
    }

    /// <summary>A named pipe; null on Windows, where pipes are no files.</summary>
    private async Task<string?> MakePipeAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        string path = Path.Combine(_folder.FullName, "pipe");
        using Process made = Process.Start("mkfifo", path);
        await made.WaitForExitAsync();
        return path;
    }

    [Fact]
    public void Read_FolderThatHappensToHoldOneCalledNew_IsNoMaildir()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "new"));
        Write("1.eml", Message);
        Assert.Single(Reader().Read(_folder.FullName));
    }

    [Fact]
    public void Read_Compressed_IsReadAsWhatIsInIt()
    {
        string path = Path.Combine(_folder.FullName, "mail.log.2.gz");
        using (GZipStream zip = new(File.Create(path), CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes(Log + Log));
        }

        Assert.Equal(2, Reader().Read(path).Count());
    }

    [Theory]
    [InlineData("", "FileEmpty")]
    [InlineData("\0\u0001\u0002", "FileBinary")]
    [InlineData("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1\0", "OutlookMessageFile")]
    public void Read_FolderWithOneThatCannotBeRead_ReadsTheOthers(string content, string problem)
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "1"), Encoding.Latin1.GetBytes(content));
        File.WriteAllText(Path.Combine(_folder.FullName, "2"), Log);

        Assert.Single(Reader().Read(_folder.FullName));
        Assert.Equal(problem, Assert.Single(_problems).Id);
        Assert.Equal(Path.Combine(_folder.FullName, "1"), _problems[0].Target);
    }

    [Fact]
    public void Read_FileThatIsGone_IsTold()
    {
        Assert.Empty(Reader().Read(Path.Combine(_folder.FullName, "gone")));
        Assert.Equal("FileNotRead", Assert.Single(_problems).Id);
    }

    [Fact]
    public void Read_CompressedThatBreaksOff_GivesWhatCameBeforeAndTells()
    {
        MemoryStream whole = new();
        using (GZipStream zip = new(whole, CompressionLevel.Fastest, leaveOpen: true))
        {
            Random random = new(1);
            zip.Write(Encoding.UTF8.GetBytes(Log));
            for (int i = 0; i < 20_000; i++)
            {
                zip.Write(Encoding.ASCII.GetBytes("Nov 25 06:00:02 mail postfix/qmgr[1]: " + random.Next() + ": removed\n"));
            }
        }

        string path = Path.Combine(_folder.FullName, "broken.gz");
        File.WriteAllBytes(path, whole.ToArray()[..(int)(whole.Length / 2)]);

        Assert.Single(Reader().Read(path));
        Assert.Equal("FileNotRead", Assert.Single(_problems).Id);
    }

    [Theory]
    [InlineData("From: Ann <ann@example.org>\nTo: me@example.org\nSubject: Lunch\nDate: Wed, 25 Nov 2026 06:00:00 +0000\n\nAt noon? They said 550 5.7.1 was the way.\n", "Lunch")]
    [InlineData("Nov 25 06:00:02 mail postfix/qmgr[1]: 4X: removed\n", "the log holds no refusal")]
    [InlineData("nothing of interest", "neither a bounce nor a log")]
    public void Read_NoBounce_GivesNothingAndSaysWhy(string content, string why)
    {
        Assert.Empty(Read("file", content));
        Assert.Empty(_problems);
        Assert.Contains(why, Assert.Single(_reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Cancelled_EndsWithThat()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Reader(source.Token).Read(Write("mail.log", Log)).ToList());
    }

    /// <summary>A short run of what the benchmarks do a million times.</summary>
    [Fact]
    public void Read_DamagedInputs_NeverThrow()
    {
        TextMutator mutator = new([Encoding.UTF8.GetBytes(Log), Encoding.UTF8.GetBytes(Message), Encoding.UTF8.GetBytes("550-5.7.1 one\r\n550 5.7.1 two [192.0.2.1]")], 7);
        RefusalFiles files = Reader();
        for (int i = 0; i < 3000; i++)
        {
            _ = files.Read(new MemoryStream(mutator.Next()), "damaged").Count();
        }
    }

    private List<MailRefusal> Read(string name, string content) => Reader().Read(Write(name, content)).ToList();

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private RefusalFiles Reader(CancellationToken stopping = default) => new(Diagnoses.Current, _problems.Add, _reasons.Add, stopping);
}
