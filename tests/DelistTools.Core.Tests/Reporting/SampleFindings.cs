using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using DelistTools.Cases;
using DelistTools.Catalog;
using DelistTools.Reporting;
using DelistTools.Routing;

namespace DelistTools.Core.Tests.Reporting;

/// <summary>What a report is made of in the tests: the model case, ten thousand addresses, and what somebody hostile would send.</summary>
internal static class SampleFindings
{
    internal const string Address = "203.0.113.25";

    internal static readonly DateTime Now = new(2026, 11, 28, 9, 42, 5, DateTimeKind.Utc);

    internal static ProviderCatalog Catalog { get; } = Load();

    private static Blocklist[] Sixty { get; } = [.. Catalog.Lists.Blocklists.Where(l => l.Zone is not null).Take(60)];

    internal static ReportDocument Report(ReportFindings findings, string? title = null) => ReportBuilder.Build(findings, Catalog, title, Now, default);

    /// <summary>The report as it is written to a file.</summary>
    internal static string Write(ReportFindings findings, ReportFormat format) =>
        string.Concat(ReportWriter.Write(Report(findings), format).Select(l => l + "\n"));

    internal static ReportFindings Of(params object[] all)
    {
        ReportFindings findings = new();
        foreach (object one in all)
        {
            if (!findings.Add(one))
            {
                throw new ArgumentException(one.GetType() + " is nothing for a report.", nameof(all));
            }
        }

        return findings;
    }

    /// <summary>One of each type, as a working day brings them.</summary>
    internal static object[] OneOfEach()
    {
        MailRefusal refusal = Refusal();
        DelistingRoute route = Route();
        BlocklistCheck listing = Check(Address, "barracuda-brbl", ListingVerdict.Listed, "127.0.0.2", "Listed: poor reputation", "http://www.barracudanetworks.com/reputation/?pr=1&ip=203.0.113.25");
        return
        [
            Result(Address, listing, Check(Address, "spamhaus-zen", ListingVerdict.NotListed), Check(Address, "spamcop", ListingVerdict.Listed, "127.0.0.2", "Reported as a source of spam", "Blocked - see https://www.spamcop.net/bl.shtml?203.0.113.25"), Check(Address, "psbl", ListingVerdict.NotListed)),
            Result("198.51.100.7", Check("198.51.100.7", "spamhaus-zen", ListingVerdict.NotListed), Check("198.51.100.7", "psbl", ListingVerdict.Failed)),
            Result("192.0.2.10", Check("192.0.2.10", "spamhaus-zen", ListingVerdict.Refused), Check("192.0.2.10", "psbl", ListingVerdict.Failed), Check("192.0.2.10", "spamcop", ListingVerdict.NotListed)),
            new DomainBlocklistResult { Domain = "mail.example.org", RegistrableDomain = "example.org", Status = ListingStatus.NotListed, Asked = 9, Answered = 9, Resolver = "192.0.2.53:53", CheckedAt = Now },
            Range(), refusal, Probe(refusal), Placement(), route, Case(route), Reply(), Draft(),
            new DelistingWait { Target = Address, Blocklist = ["psbl"], Ended = WaitEnd.Delisted, Reason = "psbl said twice that it no longer has the address.", Since = Now.AddDays(-2), EndedAt = Now.AddHours(-1), Asked = 7, Checks = [Check(Address, "psbl", ListingVerdict.NotListed)] },
            Seen(BlocklistChange.Listed, "spamcop", Now.AddDays(-3)), Seen(BlocklistChange.Delisted, "psbl", Now.AddHours(-1)),
            Readiness("PtrRecord", ReadinessStatus.Pass, "mail.example.org", "A name that leads back to the address"),
            Readiness("Dmarc", ReadinessStatus.Fail, "no record at _dmarc.example.org", "a DMARC record", "Publish a record.", "_dmarc.example.org. IN TXT \"v=DMARC1; p=none; rua=mailto:postmaster@example.org\""),
            Readiness("Spf", ReadinessStatus.Unknown, "the look-up of example.org failed", "an SPF record that names 203.0.113.25"),
            new BlocklistHealth { Name = "spamhaus-zen", Zone = "<key>.zen.dq.spamhaus.net", Health = ListHealth.Refused, ResolverFinding = ResolverFinding.RefusedByLists, Reason = "It refuses this resolver: 127.255.255.254.", Advice = "Ask through a resolver of your own.", Families = [new BlocklistFamilyHealth { Kind = BlocklistKind.IPv4, Health = ListHealth.Refused, Reason = "It refuses this resolver.", CheckedAt = Now, IsRemembered = true }], IsRemembered = true, Evidence = ["2.0.0.127.<key>.zen.dq.spamhaus.net A: 127.255.255.254"], Resolver = "192.0.2.53:53", SeenResolver = "198.51.100.53", CheckedAt = Now },
            new BlocklistHealth { Name = "psbl", Zone = "psbl.surriel.com", Health = ListHealth.Healthy, Reason = "Both test entries are as they should be.", Resolver = "192.0.2.53:53", CheckedAt = Now },
        ];
    }

    /// <summary>All of them together.</summary>
    internal static ReportFindings Usual() => Of(OneOfEach());

    /// <summary>The same types, every text of them hostile.</summary>
    internal static ReportFindings Hostile()
    {
        string bad = HostileText.All;
        BlocklistCheck check = new() { Target = bad, AskedAs = bad, Blocklist = bad, Operator = bad, Zone = bad, Verdict = ListingVerdict.Listed, Codes = [bad], Meanings = [bad], Components = [bad], Texts = [bad, HostileText.Long], Reason = bad, Impact = BlocklistImpact.High, Resolver = bad, CheckedAt = Now };
        BlocklistCheck failed = new() { Target = bad, Blocklist = bad, Operator = bad, Verdict = ListingVerdict.Failed, Reason = bad, Impact = BlocklistImpact.High, Resolver = bad, CheckedAt = Now };
        MailRefusal refusal = new() { Recipient = bad, Sender = bad, Provider = bad, RemoteMta = bad, RemoteAddress = bad, ReportedBy = bad, OccurredAt = Now, ReplyCode = 550, EnhancedCode = bad, ReplyText = bad, Cause = RefusalCause.AddressBlocked, RefusedAddress = bad, Blocklist = bad, Blocklists = [bad], CaseId = bad, RouteUrl = HostileText.Link, RouteMail = "a@evil.example?bcc=b@evil.example", Evidence = bad, RuleId = bad, SourceFormat = bad, SourcePath = bad, QueueId = bad, MessageId = bad };
        DelistingStep step = new() { Order = 1, Kind = StepKind.Form, State = StepState.Needed, StateReason = bad, For = bad, Targets = [bad], Title = bad, Instruction = bad, Why = bad, Url = "https://user:secret@evil.example/\"><script>", MailTo = bad, Fields = [new StepField(bad, bad, bad)], Expect = bad, Answers = [new ExpectedAnswer(bad, bad)], TypicalWait = bad, IfLate = bad, Escalation = bad };
        DelistingRoute route = new() { Target = bad, For = [bad], Reason = bad, Steps = [step], Findings = [new RouteFinding { For = bad, Name = bad, Reason = bad, AdviceReason = bad }, new RouteFinding { For = bad, Name = bad, AdviceReason = bad }], TypicalTime = bad, Cost = bad, Cautions = [bad], Sources = [new FactSource(HostileText.Link, bad, bad), new FactSource(bad, bad, bad)], VerifiedOn = Now };
        return Of(
            new IpBlocklistResult { Address = bad, HostName = bad, Status = ListingStatus.Listed, ListedOn = [bad], Operators = [bad], Listings = [check], Checks = [check, failed], Asked = 2, Answered = 1, Unanswered = 1, Resolver = bad, Advice = [bad], CheckedAt = Now },
            new DomainBlocklistResult { Domain = bad, RegistrableDomain = "x" + bad, Status = ListingStatus.Undetermined, Checks = [failed], Asked = 1, Unanswered = 1, Resolver = bad, Advice = [bad], CheckedAt = Now },
            check,
            new IpBlocklistSummary { Range = bad, Shard = bad, Addresses = 4, Listed = 1, NotListed = 2, Undetermined = 1, ByList = [new RangeListCount { Blocklist = bad, Listed = 1 }], ByScope = [new RangeScopeCount { Addresses = 1 }], ListedAddresses = [bad], Resolver = bad, Advice = [bad], CheckedAt = Now },
            new BlocklistHealth { Name = bad, Zone = bad, Health = ListHealth.Parked, Reason = bad, Advice = bad, Families = [new BlocklistFamilyHealth { Reason = bad, Evidence = [bad], CheckedAt = Now }], Evidence = [bad], Resolver = bad, SeenResolver = bad, CheckedAt = Now },
            refusal,
            new ProbeResult { To = bad, From = bad, Provider = bad, MailExchanger = bad, RemoteAddress = bad, LocalAddress = bad, SeenAddress = bad, HelloName = bad, Outcome = ProbeOutcome.Refused, ReplyCode = 550, EnhancedCode = bad, ReplyText = bad, Refusal = refusal, NotSeen = [bad], Notes = [bad], Attempts = [new ProbeAttempt { MailExchanger = bad, RemoteAddress = bad, ReplyText = bad, Failure = bad, StartedAt = Now }, new ProbeAttempt { MailExchanger = bad, ReplyText = bad, StartedAt = Now }], Transcript = [new TranscriptLine(1, SmtpStage.Connect, TranscriptDirection.Received, bad)], MessageId = bad, Tls = new ProbeTls(bad, bad, bad, bad, null, bad), SentAt = Now },
            new ProbePlacement { MessageId = bad, ImapServer = bad, Found = true, Folder = bad, IsJunk = true, AuthenticationResults = [new AuthenticationResult { Method = bad, Result = bad }], ReceivedPath = [new ReceivedHop { From = bad, By = bad, With = bad, At = Now }], ProviderVerdicts = [new ProviderVerdict { Header = bad, Name = bad, Value = bad }], Refusal = refusal },
            Readiness(bad, ReadinessStatus.Fail, bad, bad, bad, bad),
            route,
            new DelistingCase(new Lazy<DelistingRoute>(() => route)) { Id = 1, Target = bad, For = bad, Name = bad, OpenedAt = Now, ChangedAt = Now, Tickets = [bad], Steps = [new CaseStep(1, step, StepProgress.Open)], Events = [new CaseEvent { Number = 1, At = Now, Text = bad, Evidence = bad }, new CaseEvent { Number = 2, At = Now.AddDays(1), Kind = CaseEventKind.ReplyReceived, Text = bad }], Draft = bad },
            new DelistingReply { Operator = bad, Ticket = bad, Blocklist = bad, Addresses = [bad], Results = [new AddressVerdict(bad, ReplyVerdict.Refused)], Meaning = bad, NextStep = bad, Wait = bad, From = bad, Subject = bad, Evidence = bad, RuleId = bad, SourcePath = bad },
            new DelistingDraft { For = bad, Targets = [bad], Title = bad, Url = HostileText.Link, MailTo = bad, Subject = bad, Body = bad, Fields = [new StepField(bad, bad, bad)], Missing = [new MissingFact(bad, bad, bad)], NotClaimed = [bad], Warnings = [bad] },
            new DelistingWait { Target = bad, Blocklist = [bad], Reason = bad, Since = Now, EndedAt = Now, Checks = [check] },
            new BlocklistEvent { Watch = bad, At = Now, Address = bad, Blocklist = bad, Codes = [bad], Reason = bad });
    }

    /// <summary>Addresses of a large network: some listed, some of which it is not known, most of them clean, sixty lists each.</summary>
    internal static ReportFindings Many(int count) => Of([.. Enumerable.Range(0, count).Select(i => (object)ManyAt(i))]);

    /// <summary>One of them.</summary>
    internal static IpBlocklistResult ManyAt(int i)
    {
        string address = string.Create(CultureInfo.InvariantCulture, $"198.18.{i / 256}.{i % 256}");
        return Result(address, [.. Sixty.Select((l, n) => Check(
            address, l.Id, i % 20 == 3 && n is 5 or 9 ? ListingVerdict.Listed : i % 50 == 7 && n < 40 ? ListingVerdict.Failed : ListingVerdict.NotListed, "127.0.0.2", "Listed", "See https://lists.example/" + address))]);
    }

    internal static IpBlocklistResult Result(string address, params BlocklistCheck[] checks)
    {
        BlocklistCheck[] listings = [.. checks.Where(c => c.Verdict == ListingVerdict.Listed)];
        int answered = checks.Count(c => c.IsAnswered);
        bool isKnown = answered * 2 >= checks.Length && !checks.Any(c => c.Impact == BlocklistImpact.High && !c.IsAnswered);
        return new IpBlocklistResult
        {
            Address = address,
            Status = listings.Length > 0 ? ListingStatus.Listed : isKnown ? ListingStatus.NotListed : ListingStatus.Undetermined,
            ListedOn = [.. listings.Select(l => l.Blocklist)],
            Listings = listings,
            Checks = checks,
            Asked = checks.Length,
            Answered = answered,
            Unanswered = checks.Length - answered,
            Resolver = "192.0.2.53:53",
            CheckedAt = Now,
        };
    }

    internal static BlocklistCheck Check(string target, string list, ListingVerdict verdict, string code = "127.0.0.2", string meaning = "Listed", string text = "")
    {
        Blocklist? known = Catalog.Lists.Find(list);
        bool isListed = verdict == ListingVerdict.Listed;
        return new BlocklistCheck
        {
            Target = target,
            Blocklist = list,
            Operator = known?.Operator ?? list,
            Zone = known?.Zone,
            Verdict = verdict,
            Codes = isListed ? [code] : [],
            Meanings = isListed ? [meaning] : [],
            Texts = isListed && text.Length > 0 ? [text] : [],
            Reason = verdict switch
            {
                ListingVerdict.Refused => "It refuses this resolver: 127.255.255.254, a public or open resolver.",
                ListingVerdict.Failed => "No answer came within 5 seconds.",
                _ => null,
            },
            FailureKind = verdict == ListingVerdict.Failed ? LookupFailureKind.Timeout : LookupFailureKind.None,
            Impact = known?.Impact ?? BlocklistImpact.Low,
            Scope = known?.Scope ?? ListingScope.Address,
            Resolver = "192.0.2.53:53",
            CheckedAt = Now,
        };
    }

    internal static MailRefusal Refusal(string recipient = "someone@hotmail.com") => new()
    {
        Recipient = recipient,
        Sender = "newsletter@example.org",
        Provider = "microsoft-consumer",
        RemoteMta = "hotmail-com.olc.protection.outlook.com",
        RemoteAddress = "52.101.42.1",
        OccurredAt = Now.AddHours(-20),
        Action = DeliveryAction.Failed,
        Stage = SmtpStage.MailFrom,
        ReplyCode = 550,
        EnhancedCode = "5.7.1",
        ReplyText = "OU-002 (COL004-MC3F9) Unfortunately, messages from 203.0.113.25 weren't sent. Please contact your Internet service provider since part of their network is on our block list.",
        Cause = RefusalCause.RangeBlocked,
        RefusedAddress = Address,
        RouteUrl = "https://olcsupport.office.com/",
        IsPermanent = true,
        Evidence = "part of their network is on our block list",
        RuleId = "microsoft-ou-002",
        RuleVerifiedOn = new DateTime(2026, 11, 20),
        SourceFormat = "Reply",
        QueueId = "4F1Bz23Xq",
        MessageId = "20261127.1@example.org",
    };

    /// <summary>A case in which much happened.</summary>
    /// <param name="events">How much.</param>
    /// <param name="hours">Of each when, in hours from now.</param>
    internal static DelistingCase CaseOf(int events, Func<int, int> hours) => new(new Lazy<DelistingRoute>(() => new DelistingRoute()))
    {
        Id = 1,
        Target = Address,
        OpenedAt = Now,
        ChangedAt = Now,
        Events = [.. Enumerable.Range(1, events).Select(i => new CaseEvent { Number = i, At = Now.AddHours(hours(i)), Kind = CaseEventKind.Sent, Text = "event " + i })],
    };

    private static DelistingRoute Route() => new RoutePlanner(Catalog, Now).Plan([FindingReader.Read(Catalog.Find("microsoft-consumer")!, Address)], UpstreamAnswers.None);

    private static DelistingCase Case(DelistingRoute route)
    {
        DelistingCase one = CaseOpening.Of(route)[0].At(Now.AddDays(-6));
        (int Hours, CaseEventKind Kind, string Text, string? Evidence)[] happened =
        [
            (3, CaseEventKind.StepDone, "1: Stop what caused it", null),
            (4, CaseEventKind.Sent, "The form was sent", null),
            (5, CaseEventKind.TicketAdded, "SRX1234567890ID", null),
            (28, CaseEventKind.ReplyReceived, "Received: a receipt and no more", "Thank you for contacting us. We have received your request."),
            (75, CaseEventKind.ReplyReceived, "BlockedByUpstream: another list is behind it", "The IP is listed by a third party."),
            (76, CaseEventKind.RouteChanged, "Symantec's steps were added", null),
            (130, CaseEventKind.Probed, "NotRefusedBeforeData at Recipient", null),
        ];
        foreach ((int hours, CaseEventKind kind, string text, string? evidence) in happened)
        {
            CaseEdit edit = new(one, Now.AddDays(-6).AddHours(hours));
            edit.Add(kind, text, evidence);
            edit.State = CaseState.Waiting;
            edit.NextActionAt = Now.AddDays(2);
            if (kind == CaseEventKind.StepDone)
            {
                edit.SetStep(1, StepProgress.Done);
            }

            one = edit.After();
        }

        return one;
    }

    private static ProbeResult Probe(MailRefusal refusal) => new()
    {
        To = "someone@hotmail.com",
        From = "postmaster@example.org",
        Provider = "microsoft-consumer",
        MailExchanger = "hotmail-com.olc.protection.outlook.com",
        RemoteAddress = "52.101.42.1",
        LocalAddress = "10.0.0.5",
        SeenAddress = Address,
        HelloName = "mail.example.org",
        Outcome = ProbeOutcome.Refused,
        Stage = SmtpStage.MailFrom,
        ReplyCode = 550,
        EnhancedCode = "5.7.1",
        ReplyText = refusal.ReplyText,
        Refusal = refusal,
        NotSeen = ["Whether a message from another address of yours would be taken."],
        Transcript =
        [
            new TranscriptLine(12, SmtpStage.Connect, TranscriptDirection.Received, "220 hotmail-com.olc.protection.outlook.com Microsoft ESMTP MAIL Service ready"),
            new TranscriptLine(13, SmtpStage.Hello, TranscriptDirection.Sent, "EHLO mail.example.org"),
            new TranscriptLine(40, SmtpStage.Hello, TranscriptDirection.Received, "250 hotmail-com.olc.protection.outlook.com Hello [203.0.113.25]"),
            new TranscriptLine(41, SmtpStage.MailFrom, TranscriptDirection.Sent, "MAIL FROM:<postmaster@example.org>"),
            new TranscriptLine(80, SmtpStage.MailFrom, TranscriptDirection.Received, "550 5.7.1 " + refusal.ReplyText),
        ],
        SentAt = Now.AddHours(-2),
        Elapsed = TimeSpan.FromMilliseconds(90),
    };

    private static ProbePlacement Placement() => new()
    {
        MessageId = "probe.1@example.org",
        ImapServer = "imap.example.net:993",
        Found = true,
        Folder = "Junk",
        IsJunk = true,
        SentAt = Now.AddHours(-3),
        ReceivedAt = Now.AddHours(-3).AddSeconds(12),
        Delay = TimeSpan.FromSeconds(12),
        AuthenticationResults = [new AuthenticationResult { Method = "spf", Result = "pass" }, new AuthenticationResult { Method = "dmarc", Result = "none" }],
        ReceivedPath = [new ReceivedHop { From = "mail.example.org ([203.0.113.25])", By = "mx.example.net", With = "ESMTPS", At = Now.AddHours(-3) }],
    };

    private static IpBlocklistSummary Range() => new()
    {
        Range = "203.0.113.0/24",
        Addresses = 256,
        Listed = 18,
        NotListed = 230,
        Undetermined = 8,
        ByList = [new RangeListCount { Blocklist = "spamcop", Impact = BlocklistImpact.Medium, Listed = 18, Unanswered = 8 }],
        ByScope = [new RangeScopeCount { Scope = ListingScope.Address, Addresses = 18 }],
        ListedAddresses = ["203.0.113.7", "203.0.113.16-203.0.113.32"],
        Resolver = "192.0.2.53:53",
        CheckedAt = Now,
    };

    private static DelistingReply Reply() => new()
    {
        Operator = "microsoft-consumer",
        Ticket = "SRX1234567890ID",
        Verdict = ReplyVerdict.BlockedByUpstream,
        Blocklist = "symantec-brightmail",
        Addresses = [Address],
        Results = [new AddressVerdict(Address, ReplyVerdict.BlockedByUpstream)],
        Meaning = "Microsoft follows another list, which has the address; removal is to be asked for there.",
        NextStep = "Look the address up at Symantec and ask for removal there.",
        From = "support@css.example",
        Subject = "RE: SRX1234567890ID",
        Date = Now.AddDays(-3),
        Evidence = "The IP is listed by a third party.",
    };

    private static DelistingDraft Draft() => new()
    {
        CaseId = 1,
        For = "microsoft-consumer",
        Targets = [Address],
        Title = "Fill in the form",
        Url = "https://olcsupport.office.com/",
        Subject = "203.0.113.25 is blocked",
        Body = "Dear postmaster,\n\nyour servers refuse mail from 203.0.113.25 with the reply below.\n\nRegards\n<your name>",
        Fields = [new StepField("Email domain", "example.org", null), new StepField("Contact", null, "your own address")],
        Missing = [new MissingFact("Name", "<your name>", "Say it with -Value @{ Name = '...' }.")],
    };

    private static BlocklistEvent Seen(BlocklistChange change, string list, DateTime at) => new()
    {
        Number = 1, Watch = "ours", At = at, Address = Address, Blocklist = list, Change = change, Codes = ["127.0.0.2"], Reason = "The list said so twice.", Since = at.AddDays(-1),
    };

    private static ReadinessCheck Readiness(string name, ReadinessStatus status, string found, string expected, string? fix = null, string? record = null) => new()
    {
        Name = name, Status = status, Target = name == "PtrRecord" ? Address : "example.org", Found = found, Expected = expected,
        Why = "Operators look at it before they remove anything.", Fix = fix, Record = record, RequiredBy = ["microsoft-consumer"], Resolver = "192.0.2.53:53", CheckedAt = Now,
    };

    private static ProviderCatalog Load()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "catalog");
        return new CatalogStore(folder, () => Path.Combine(folder, "none", "catalog.json")).LoadProviders(out _);
    }
}
