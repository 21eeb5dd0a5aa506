using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using DelistTools.Mail;
using DelistTools.Placement;
using Xunit;

namespace DelistTools.Core.Tests.Placement;

public sealed class HeaderReadingTests
{
    [Theory]
    [InlineData("mx.example.net; spf=pass smtp.mailfrom=example.org", "mx.example.net", "spf|pass||smtp.mailfrom=example.org")]
    [InlineData("mx.example.net; none", "mx.example.net", "")]
    [InlineData("mx.example.net", "mx.example.net", "")]
    [InlineData("mx.example.net 1; SPF = Fail (not (really) ours) smtp.mailfrom=a@example.org", "mx.example.net", "spf|fail|not (really) ours|smtp.mailfrom=a@example.org")]
    [InlineData("mx.example.net (a; b); dkim=fail reason=\"bad; signature\" (c) header.d=example.org header.b=\"ab/c=\"", "mx.example.net", "dkim|fail|bad; signature|header.d=example.org header.b=ab/c=")]
    [InlineData("mx.google.com;       dkim=pass header.i=@example.org header.s=mail header.b=Ab12;       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.org", "mx.google.com", "dkim|pass||header.i=@example.org header.s=mail header.b=Ab12\ndmarc|pass|p=REJECT sp=REJECT dis=NONE|header.from=example.org")]
    [InlineData("spf=pass (sender IP is 192.0.2.25) smtp.mailfrom=example.org; dkim=pass (signature was verified) header.d=example.org;dmarc=pass action=none header.from=example.org;compauth=pass reason=100", null, "spf|pass|sender IP is 192.0.2.25|smtp.mailfrom=example.org\ndkim|pass|signature was verified|header.d=example.org\ndmarc|pass||action=none header.from=example.org\ncompauth|pass|100|")]
    [InlineData("spf=pass (sender IP is 192.0.2.25) smtp.mailfrom=example.org; hotmail.com; dkim=none (message not signed) header.d=none;hotmail.com; dmarc=none", null, "spf|pass|sender IP is 192.0.2.25|smtp.mailfrom=example.org\ndkim|none|message not signed|header.d=none\ndmarc|none||")]
    [InlineData("\"odd name\"; dkim/1=pass(fine)header.d=example.org", "odd name", "dkim|pass|fine|header.d=example.org")]
    [InlineData("mx.example.net; spf=pass smtp.mailfrom=\"a b\"@example.org; =; ; (only); x", "mx.example.net", "spf|pass||smtp.mailfrom=a b@example.org")]
    [InlineData("mx.example.net; spf=pass (never closed", "mx.example.net", "spf|pass|never closed|")]
    [InlineData("", null, "")]
    public void AuthenticationField_Read_GivesItsResults(string value, string? server, string expected)
    {
        IReadOnlyList<AuthenticationResult> results = AuthenticationFieldReader.Read(value, out string? name);

        Assert.Equal(server, name);
        Assert.Equal(expected, string.Join('\n', results.Select(r => r.Method + "|" + r.Result + "|" + r.Reason + "|" + r.Properties)));
        Assert.All(results, r => Assert.Equal(server, r.Server));
    }

    [Fact]
    public void AuthenticationField_ControlCharacters_AreGone()
    {
        AuthenticationResult result = AuthenticationFieldReader.Read("mx; spf=\u001b[31mpass (\u001b]0;x\u0007) smtp.mailfrom=\u202egro", out _).Single();

        Assert.All(new[] { result.Result, result.Reason, result.Properties }, t => Assert.DoesNotContain(t!, c => char.IsControl(c) || c == '\u202e'));
    }

    [Fact]
    public void AuthenticationField_AnyDamage_IsRead()
    {
        const string Whole = "mx.example.net (a \\) b); dkim=fail reason=\"bad; \\\" signature\" (c) header.d=example.org; spf=pass";
        for (int i = 0; i <= Whole.Length; i++)
        {
            AuthenticationFieldReader.Read(Whole[..i], out _);
            AuthenticationFieldReader.Read(Whole[i..], out _);
        }
    }

    [Theory]
    [InlineData("the receiving server's only", """
        Received: from mx.example.net by store.example.net with LMTP; Fri, 27 Nov 2026 09:00:05 +0000
        Authentication-Results: mx.example.net; dmarc=pass header.from=example.org
        Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org
        Authentication-Results: filter.example.com; spf=fail
        Received: from mail.example.org (192.0.2.25) by mx.example.net with ESMTPS; Fri, 27 Nov 2026 09:00:03 +0000
        Authentication-Results: mx.example.net; dkim=pass header.d=forged.example
        """, "dmarc=pass spf=pass")]
    [InlineData("through a filter on the same machine", """
        Authentication-Results: mx.example.net; dmarc=pass header.from=example.org
        Received: from localhost (localhost [127.0.0.1]) by mx.example.net with ESMTP; Fri, 27 Nov 2026 09:00:05 +0000
        Authentication-Results: mx.example.net; dkim=pass header.d=example.org
        Received: from mail.example.org (192.0.2.25) by mx.example.net with ESMTPS; Fri, 27 Nov 2026 09:00:03 +0000
        Authentication-Results: mx.example.net; arc=none
        """, "dmarc=pass dkim=pass")]
    [InlineData("none but the sender's own", """
        Received: from mail.example.org (192.0.2.25) by mx.example.net with ESMTPS; Fri, 27 Nov 2026 09:00:03 +0000
        Authentication-Results: mail.example.org; auth=pass smtp.auth=me
        Received: from client by mail.example.org with ESMTPSA; Fri, 27 Nov 2026 09:00:01 +0000
        """, "")]
    [InlineData("Microsoft's at both ends", """
        Received: from a.prod.outlook.com by b.prod.outlook.com with HTTPS; Fri, 27 Nov 2026 09:00:05 +0000
        Authentication-Results: spf=pass (sender IP is 192.0.2.25) smtp.mailfrom=example.org; dkim=pass header.d=example.org
        Received: from out.outbound.example (192.0.2.25) by c.mail.protection.outlook.com; Fri, 27 Nov 2026 09:00:04 +0000
        Authentication-Results: dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=example.org;
        """, "spf=pass dkim=pass")]
    [InlineData("SPF in its own field", """
        Received: from mail.example.org (192.0.2.25) by mx.example.net with ESMTPS; Fri, 27 Nov 2026 09:00:03 +0000
        Received-SPF: SoftFail (mx.example.net: domain of example.org does not designate) client-ip=192.0.2.25;
        """, "spf=softfail")]
    public void ReceiverResults_Of_LeavesOthersOut(string why, string header, string expected) =>
        Assert.Equal((why, expected), (why, string.Join(' ', ReceiverResults.Of(Fields(header)))));

    [Theory]
    [InlineData("from mail.example.org (mail.example.org. [192.0.2.25]) by mx.google.com with ESMTPS id a1 for <b@example.net> (version=TLS1_3 cipher=X bits=256/256); Fri, 27 Nov 2026 01:02:03 -0800 (PST)", "mail.example.org (mail.example.org. [192.0.2.25])", "mx.google.com", "ESMTPS", "2026-11-27T09:02:03")]
    [InlineData("by 2002:a05:6000:1a2b:b0:1 with SMTP id x; Fri, 27 Nov 2026 01:02:03 -0800 (PST)", null, "2002:a05:6000:1a2b:b0:1", "SMTP", "2026-11-27T09:02:03")]
    [InlineData("from a (by way of b (with c)) by d (Postfix; really) via tcp with LMTP; Fri, 27 Nov 2026 09:02:03 +0000", "a (by way of b (with c))", "d", "LMTP", "2026-11-27T09:02:03")]
    [InlineData("from a by b; no date at all", "a", "b", null, null)]
    [InlineData("(qmail 12345 invoked by uid 89); 27 Nov 2026 09:02:03 -0000", null, null, null, "2026-11-27T09:02:03")]
    [InlineData("", null, null, null, null)]
    public void ReceivedPath_Read_TakesItApart(string value, string? from, string? by, string? with, string? at)
    {
        ReceivedHop hop = ReceivedPath.Read(value);

        Assert.Equal((from, by, with, at), (hop.From, hop.By, hop.With, hop.At?.ToString("s")));
    }

    [Fact]
    public void ProviderVerdicts_Of_TakesMicrosoftsApart()
    {
        IReadOnlyList<ProviderVerdict> verdicts = ProviderVerdicts.Of(Fields("""
            X-Forefront-Antispam-Report: CIP:192.0.2.25;CTRY:DE;LANG:en;SCL:5;SRV:;IPV:NLI;SFV:SPM;H:mail.example.org;PTR:mail.example.org;CAT:SPM;SFTY:9.19;SFS:(13230040);DIR:INB;
            X-Microsoft-Antispam: BCL:0;ARA:13230040;
            X-MS-Exchange-Organization-SCL: 5
            X-Spam-Flag: YES
            X-Spam-Flag: NO
            X-YMailISG: secret
            Subject: X-Spam-Score: 1
            """));

        Assert.Equal(
            ["SCL: 5", "CAT: SPM", "SFV: SPM", "IPV: NLI", "SFTY: 9.19", "CIP: 192.0.2.25", "CTRY: DE", "PTR: mail.example.org", "BCL: 0", "X-MS-Exchange-Organization-SCL: 5", "X-Spam-Flag: YES"],
            verdicts.Select(v => v.ToString()));
        Assert.Equal("X-Forefront-Antispam-Report", verdicts[0].Header);
    }

    [Theory]
    [InlineData("<a@b>", "a@b")]
    [InlineData(" a.b+c=d@[192.0.2.1] ", "a.b+c=d@[192.0.2.1]")]
    [InlineData("a@b> OR <c@d", null)]
    [InlineData("a@b\r\nx LOGOUT", null)]
    [InlineData("a b@c", null)]
    [InlineData("abc", null)]
    [InlineData("@b", null)]
    [InlineData("a@", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void ProbeMessage_TryParse_TakesMessageIdsOnly(string? text, string? id) => Assert.Equal(id, ProbeMessage.TryParse(text, null)?.Id);

    [Theory]
    [InlineData("imap.example.com", "imap.example.com", null)]
    [InlineData("imap.example.com:1993", "imap.example.com", 1993)]
    [InlineData("localhost", "localhost", null)]
    [InlineData("mail:143", "mail", 143)]
    [InlineData("münchen.example", "xn--mnchen-3ya.example", null)]
    [InlineData("192.0.2.10:993", "192.0.2.10", 993)]
    [InlineData("2001:db8::10", "2001:db8::10", null)]
    [InlineData("[2001:db8::10]:993", "2001:db8::10", 993)]
    [InlineData("[2001:db8::10]", "2001:db8::10", null)]
    [InlineData("imap.example.com:0", null, null)]
    [InlineData("imap.example.com:x", null, null)]
    [InlineData("imaps://imap.example.com", null, null)]
    [InlineData("[192.0.2.10]:993", null, null)]
    [InlineData("a b", null, null)]
    [InlineData("", null, null)]
    [InlineData(":993", null, null)]
    public void MailServerAddress_TryParse_ReadsHostAndPort(string text, string? host, int? port)
    {
        MailServerAddress? server = MailServerAddress.TryParse(text);

        Assert.Equal((host, port), (server?.Host, server?.Port));
    }

    private static MailFields Fields(string header) => MailReader.Read(Encoding.UTF8.GetBytes(header + "\n\ntext")).Header;
}
