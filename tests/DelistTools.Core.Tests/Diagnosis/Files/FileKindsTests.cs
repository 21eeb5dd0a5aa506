using System.Text;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class FileKindsTests
{
    [Theory]
    [InlineData("", "Empty")]
    [InlineData("\r\n \n", "Empty")]
    [InlineData("From MAILER-DAEMON Wed Nov 25 06:00:00 2026\nFrom: a@example.org\n", "Mailbox")]
    [InlineData("Return-Path: <>\nSubject: x\n\nbody", "Message")]
    [InlineData("\n\nreceived: from a\n\tby b\nTO: a@example.org\n\n", "Message")]
    [InlineData("\u00ef\u00bb\u00bfSubject: x\r\nFrom: a@example.org\r\n\r\n", "Message")]
    [InlineData("Subject: x\rFrom: a@example.org\r\rbody", "Message")]
    [InlineData("550 5.7.1 no\nFrom: x\nTo: y\n", "Text")]
    [InlineData("Note: this came back:\n\nFrom: x\nTo: y\n", "Text")]
    [InlineData("\0\0\0text", "Binary")]
    [InlineData("\u00ff\u00feF\0r\0", "Text")]
    [InlineData("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1 more", "OutlookMessage")]
    [InlineData("Nov 25 06:00:00 mail postfix/qmgr[1]: 4X: from=<a@example.org>, size=1, nrcpt=1 (queue active)\n", "Log")]
    public void Of_Beginning_IsWhatItHolds(string text, string kind)
    {
        byte[] head = Encoding.Latin1.GetBytes(text);
        Assert.Equal(kind, FileKinds.Of(head, head.Length).ToString());
    }
}
