using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>All that is not run as the pages have it, with the reasons. Whatever stands here is put back in what is printed.</summary>
internal static class Substitutions
{
    internal static IReadOnlyList<Substitution> All { get; } =
    [
        new("*", "-NameServer 127.0.0.1", "-NameServer {resolver}", "The resolver on port 53 is the machine's own, if it has one; the laboratory's has a port of its own."),
        new("*", @"'\\fileserver\mail\delisting'", "'{share}'", "A folder stands for the share."),
        new("*", "/var/log/exim4/", "{folder}/", "The logs of this machine are none of the test's."),
        new("*", "/var/log/", "{folder}/", "The logs of this machine are none of the test's."),
        new("*", "~/", "{folder}/", "The home folder is the developer's."),
        new("Receive-ProbeMail", "imap.example.net", "{imap}", "The mailbox's server has a port of its own."),
        new("Receive-ProbeMail", "imap.yourdomain.com", "{sender-imap}", "The mailbox's server has a port of its own."),
        new("Receive-ProbeMail", "outlook.office365.com", "{outlook}", "The mailbox's server has a port of its own."),
        new("Receive-ProbeMail", "smtp.yourdomain.com", "{relay}", "The relay has a port of its own."),
        new("Send-ProbeMail", "smtp.yourdomain.com", "{relay}", "The relay has a port of its own."),
        new("Send-DelistingDraft", "smtp.otherprovider.com", "{relay}", "The relay has a port of its own."),
        new("Send-DelistingDraft", "localhost:25", "{local}", "Whatever listens on port 25 here is none of the test's."),
    ];

    /// <summary>The parameters for which a stage may set a default where an example names none.</summary>
    internal static IReadOnlyList<StageDefault> Defaults { get; } =
    [
        new("*:NameServer", "No question leaves the machine."),
        new("Test-IpBlocklist:Force", "A documentation address stands for the reader's own, which needs no -Force. Not on the page of Test-IpBlocklist."),
        new("Send-ProbeMail:HelloName", "The machine that runs the tests has no name that a mail server would take."),
        new("Send-ProbeMail:MailExchanger", "The laboratory's mail servers cannot listen on port 25; what is printed speaks of those of the domain."),
        new("Send-ProbeMail:LocalAddress", "The laboratory tells this machine's address by it from the servers'."),
        new("Send-DelistingDraft:HelloName", "As for Send-ProbeMail."),
        new("Wait-Delisting:HelloName", "As for Send-ProbeMail."),
        new("Wait-Delisting:MailExchanger", "As for Send-ProbeMail."),
        new("Receive-ProbeMail:Security", "The laboratory's mailbox has no certificate."),
    ];

    internal static string ToRun(ExampleWorld world, string page, string code) =>
        For(page).Aggregate(code, (text, s) => text.Replace(s.Written, world.Fill(s.Run), StringComparison.Ordinal));

    /// <summary>What was printed, with the page's words for the laboratory's.</summary>
    internal static string ToShow(ExampleWorld world, string page, string code, string output)
    {
        output = For(page).Where(s => code.Contains(s.Written, StringComparison.Ordinal)).Aggregate(output, (text, s) => text.Replace(world.Fill(s.Run), s.Written, StringComparison.Ordinal));
        return world.Shown.Aggregate(output, (text, s) => text.Replace(s.Of, s.As, StringComparison.Ordinal));
    }

    private static IEnumerable<Substitution> For(string page) => All.Where(s => s.Page == "*" || s.Page == page);
}
