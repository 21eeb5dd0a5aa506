using System;
using System.IO;
using System.Linq;
using DelistTools.Cases;
using DelistTools.Core.Tests.Cases;
using DelistTools.Drafting;
using DelistTools.Lab;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests.Drafting;

public sealed class DraftWriterTests
{
    private const string Form = "Fill in the Outlook.com support form, once";

    private const string Reply = "Read Microsoft's verdict, and reply unless it is a yes";

    private static readonly (string, string)[] Contact =
        [("contactName", "Tom Müller"), ("contactMail", "tom@newserver.example"), ("organization", "New Server Ltd"), ("website", "https://newserver.example/")];

    [Theory]
    [InlineData("microsoft-form", Form)]
    [InlineData("microsoft-review", Reply)]
    [InlineData("symantec-form", "Ask Symantec for an investigation")]
    public void ModelCase_Text_IsAsApproved(string name, string title)
    {
        DraftOptions options = new()
        {
            Now = Drafts.Now,
            Values = Drafts.Values([.. Contact, ("cause", "One account was hijacked on 2026-11-20."), ("remedy", "It was closed on 2026-11-21 09:00 UTC.")]),
            Readiness =
            [
                Drafts.Check("PtrRecord", ReadinessStatus.Pass, Drafts.Address, "mail.newserver.example"),
                Drafts.Check("PtrForward", ReadinessStatus.Pass, Drafts.Address, "mail.newserver.example leads to 203.0.113.25"),
                Drafts.Check("Dmarc", ReadinessStatus.Fail, "_dmarc.newserver.example", "No DMARC record.", "microsoft-consumer"),
                Drafts.Check("Spf", ReadinessStatus.Unknown, "newserver.example", "It could not be looked up."),
            ],
            Evidence = [Drafts.Evidence(ListingStatus.NotListed, Drafts.Address, Drafts.Now.AddHours(-2), 60, 58)],
        };
        string shown = Drafts.Shown(Drafts.Write(Drafts.Model(), title, options));
        string approved = Path.Combine(RepositoryFolder.Path, "tests", "DelistTools.Core.Tests", "Drafting", "Approved", name + ".txt");
        if (Environment.GetEnvironmentVariable("DELISTTOOLS_APPROVE") == "1")
        {
            File.WriteAllText(approved, shown);
        }

        Assert.Equal(File.ReadAllText(approved), shown);
    }

    [Fact]
    public void Check_ThatFailed_IsAWarningAndNotInTheText()
    {
        DelistingDraft draft = Drafts.Write(Drafts.Model(), Form, new DraftOptions
        {
            Now = Drafts.Now, Readiness = [Drafts.Check("PtrRecord", ReadinessStatus.Fail, Drafts.Address, "No PTR record.", "microsoft-consumer")],
        });
        Assert.DoesNotContain("PTR", draft.Body, StringComparison.Ordinal);
        Assert.Contains(draft.Warnings, w => w.Contains("microsoft-consumer asks for it", StringComparison.Ordinal) && w.Contains("Set it.", StringComparison.Ordinal));
        Assert.Contains(draft.NotClaimed, n => n.Contains("PtrRecord of 203.0.113.25: Fail", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PtrRecord", "203.0.113.99")]
    [InlineData("Dmarc", "_dmarc.another.example")]
    public void Check_OfSomethingElse_IsNotClaimed(string name, string target)
    {
        DelistingDraft draft = Drafts.Write(Drafts.Model(), Form, new DraftOptions { Now = Drafts.Now, Readiness = [Drafts.Check(name, ReadinessStatus.Pass, target)] });
        Assert.DoesNotContain(target, draft.Body, StringComparison.Ordinal);
        Assert.Contains(draft.NotClaimed, n => n.Contains("not what the text is about", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("other.example", false)]
    [InlineData("newserver.example", true)]
    public void Write_PassOfAnotherDomainFromTheAddress_IsNotClaimed(string domain, bool isClaimed)
    {
        ReadinessCheck spf = new() { Name = "Spf", Status = ReadinessStatus.Pass, Target = Drafts.Address, Address = Drafts.Address, Domain = domain, Found = "passes by mx", CheckedAt = Drafts.Now };

        DelistingDraft draft = Drafts.Write(Drafts.Model(), Form, new DraftOptions { Now = Drafts.Now, Readiness = [spf] });

        Assert.Equal(isClaimed, !draft.NotClaimed.Contains("Spf of " + Drafts.Address + ": it is not what the text is about."));
    }

    [Fact]
    public void Check_TwiceOfTheSame_CountsByItsLast()
    {
        ReadinessCheck later = new() { Name = "PtrRecord", Status = ReadinessStatus.Fail, Target = Drafts.Address, CheckedAt = Drafts.Now };
        DelistingDraft draft = Drafts.Write(Drafts.Model(), Form, new DraftOptions
        {
            Now = Drafts.Now, Readiness = [later, Drafts.Check("PtrRecord", ReadinessStatus.Pass, Drafts.Address)],
        });
        Assert.DoesNotContain("PTR", draft.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ListingStatus.NotListed, Drafts.Address, true)]
    [InlineData(ListingStatus.Undetermined, Drafts.Address, false)]
    [InlineData(ListingStatus.Listed, Drafts.Address, false)]
    [InlineData(ListingStatus.NotListed, "203.0.113.99", false)]
    public void PublicLists_WithoutAnEntry_AreClaimedOnlyWhereTheyWereAsked(ListingStatus status, string address, bool isClaimed)
    {
        DelistingDraft draft = Drafts.Write(Drafts.Model(), Form, new DraftOptions
        {
            Now = Drafts.Now, Evidence = [Drafts.Evidence(status, address, Drafts.Now, 9, status == ListingStatus.Undetermined ? 2 : 9, status == ListingStatus.Listed ? ["spamcop"] : [])],
        });
        Assert.Equal(isClaimed, draft.Body.Contains("has no entry", StringComparison.Ordinal));
        Assert.Equal(!isClaimed, draft.NotClaimed.Any(n => n.StartsWith("That no public list", StringComparison.Ordinal)));
    }

    [Fact]
    public void PublicLists_EntryThatNobodySawGone_IsNotDenied()
    {
        IpBlocklistResult listed = Drafts.Evidence(ListingStatus.Listed, Drafts.Address, Drafts.Now.AddHours(-1), 1, 1, "spamcop");
        IpBlocklistResult others = new()
        {
            Address = Drafts.Address, Status = ListingStatus.NotListed, Asked = 1, Answered = 1, CheckedAt = Drafts.Now,
            Checks = [Drafts.ListCheck("spamhaus-zen", ListingVerdict.NotListed, Drafts.Address, Drafts.Now)],
        };
        IpBlocklistResult gone = new()
        {
            Address = Drafts.Address, Status = ListingStatus.NotListed, Asked = 1, Answered = 1, CheckedAt = Drafts.Now,
            Checks = [Drafts.ListCheck("spamcop", ListingVerdict.NotListed, Drafts.Address, Drafts.Now)],
        };
        DelistingDraft draft = Drafts.Write(Drafts.Model(), Form, new DraftOptions { Now = Drafts.Now, Evidence = [others, listed] });
        Assert.DoesNotContain("has no entry", draft.Body, StringComparison.Ordinal);
        Assert.Contains(draft.Warnings, w => w.Contains("is on spamcop.", StringComparison.Ordinal));
        Assert.Contains("has no entry", Drafts.Write(Drafts.Model(), Form, new DraftOptions { Now = Drafts.Now, Evidence = [gone, listed] }).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void PublicLists_ZoneThatNobodyKnows_IsNone()
    {
        IpBlocklistResult own = new()
        {
            Address = Drafts.Address, Status = ListingStatus.NotListed, Asked = 1, Answered = 1, CheckedAt = Drafts.Now,
            Checks = [Drafts.ListCheck("bl.lab.internal", ListingVerdict.NotListed, Drafts.Address, Drafts.Now)],
        };
        DelistingDraft draft = Drafts.Write(Drafts.Model(), Form, new DraftOptions { Now = Drafts.Now, Evidence = [own] });
        Assert.DoesNotContain("has no entry", draft.Body, StringComparison.Ordinal);
        Assert.Contains(draft.NotClaimed, n => n.Contains("none of them was asked", StringComparison.Ordinal));
    }

    [Fact]
    public void PublicLists_InALetterToOneOfThem_AreNotClaimed()
    {
        DelistingRoute route = Routes.Plan(ShippedProviders.Current, FindingReader.Read(ShippedCatalog.List("nordspam-bl"), Drafts.Address));
        DelistingDraft draft = Drafts.Write(DraftSubject.Of(route), new DraftOptions
        {
            Now = Drafts.Now, Evidence = [Drafts.Evidence(ListingStatus.NotListed, route.Target ?? Drafts.Address, Drafts.Now, 9, 9)],
        });
        Assert.Equal("nordspam-bl", draft.For);
        Assert.DoesNotContain("has no entry", draft.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Spf_OfAnotherDomain_IsNotClaimed()
    {
        DraftOptions Options(params ReadinessCheck[] checks) => new() { Now = Drafts.Now, Readiness = checks };
        ReadinessCheck Spf(string domain, ReadinessStatus status, string found) => new()
        {
            Name = "Spf", Status = status, Target = Drafts.Address, Domain = domain, Found = found, CheckedAt = Drafts.Now,
        };
        ReadinessCheck other = Spf("another.example", ReadinessStatus.Pass, "another.example passes by ip4:203.0.113.25");
        ReadinessCheck own = Spf("newserver.example", ReadinessStatus.Pass, "newserver.example passes by ip4:203.0.113.25");
        Assert.DoesNotContain("SPF", Drafts.Write(Drafts.Model(), Form, Options(other)).Body, StringComparison.Ordinal);
        Assert.Contains("newserver.example passes", Drafts.Write(Drafts.Model(), Form, Options(own, other)).Body, StringComparison.Ordinal);
        ReadinessCheck broken = Spf("newserver.example", ReadinessStatus.Fail, "The record of newserver.example is broken: x.");
        Assert.DoesNotContain("SPF", Drafts.Write(Drafts.Model(), Form, Options(own, broken, other)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_OfSeveralDomainsWhereTheSenderIsUnknown_AreNotClaimed()
    {
        DelistingRoute route = Routes.Plan(ShippedProviders.Current, Routes.Refused(ShippedProviders.Current, new MailRefusal { Cause = RefusalCause.AddressBlocked, Provider = "libero" }, Drafts.Address));
        ReadinessCheck[] checks = [Drafts.Check("Dmarc", ReadinessStatus.Pass, "_dmarc.one.example"), Drafts.Check("Dmarc", ReadinessStatus.Pass, "_dmarc.two.example")];
        Assert.DoesNotContain("DMARC", Drafts.Write(DraftSubject.Of(route), new DraftOptions { Now = Drafts.Now, Readiness = checks }).Body, StringComparison.Ordinal);
        Assert.Contains("_dmarc.one.example", Drafts.Write(DraftSubject.Of(route), new DraftOptions { Now = Drafts.Now, Readiness = checks[..1] }).Body, StringComparison.Ordinal);
        string body = Drafts.Write(DraftSubject.Of(route), new DraftOptions { Now = Drafts.Now, Readiness = checks, Values = Drafts.Values(("senderDomain", "two.example")) }).Body;
        Assert.Contains("_dmarc.two.example", body, StringComparison.Ordinal);
        Assert.DoesNotContain("_dmarc.one.example", body, StringComparison.Ordinal);
    }

    [Fact]
    public void HostName_ThatTheAddressHasLost_IsNotClaimed()
    {
        DelistingRoute route = Routes.Plan(ShippedProviders.Current, Routes.Refused(ShippedProviders.Current, Routes.Refusal(RefusalCause.AddressBlocked, "libero"), Drafts.Address));
        ReadinessCheck lost = new() { Name = "PtrRecord", Status = ReadinessStatus.Fail, Target = Drafts.Address, Found = "No PTR record.", CheckedAt = Drafts.Now };
        DelistingDraft draft = Drafts.Write(DraftSubject.Of(route), new DraftOptions
        {
            Now = Drafts.Now,
            Readiness =
            [
                Drafts.Check("PtrRecord", ReadinessStatus.Pass, Drafts.Address, "mail.newserver.example"),
                Drafts.Check("PtrForward", ReadinessStatus.Pass, Drafts.Address, "mail.newserver.example leads to 203.0.113.25"),
                lost,
            ],
        });
        Assert.DoesNotContain("mail.newserver.example", draft.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void RangeOwner_OfAListWhereNobodyLooked_IsAskedToLook()
    {
        DelistingRoute zen = Routes.Plan(ShippedProviders.Current, FindingReader.Read(ShippedCatalog.List("spamhaus-zen"), Drafts.Address));
        DelistingStep[] others = [.. zen.Steps.Where(s => s is { Letter: LetterKind.RangeOwner, State: not StepState.Needed } && s.For is not (null or "spamhaus-zen"))];
        Assert.NotEmpty(others);
        foreach (DelistingStep step in others)
        {
            DelistingDraft draft = Drafts.Write(DraftSubject.Of(zen), new DraftOptions { Step = step.Order, Now = Drafts.Now });
            Assert.Equal("general-range-question", draft.Letter);
            Assert.Contains("If there is one, please ask", draft.Body, StringComparison.Ordinal);
        }

        DelistingRoute sbl = Routes.Plan(ShippedProviders.Current, Routes.Listed(ShippedProviders.Current, "spamhaus-sbl"));
        DelistingStep own = sbl.Steps.First(s => s.Letter == LetterKind.RangeOwner);
        Assert.Equal("spamhaus-sbl", Drafts.Write(DraftSubject.Of(sbl), new DraftOptions { Step = own.Order, Now = Drafts.Now }).Letter);
    }

    [Fact]
    public void Zen_ItsPartsInTurn_IsNoText()
    {
        DelistingRoute zen = Drafts.Model();
        int order = zen.Step("Take each part of Spamhaus ZEN in turn").Order;
        Assert.Equal("DraftStepWithoutText", Drafts.Fail(DraftSubject.Of(zen), new DraftOptions { Step = order })?.Id);
    }

    [Theory]
    [InlineData("spam.test", "general-domain-removal", "Domain: spam.test")]
    [InlineData("203.0.113.25", "general-list-removal", "IP address: 203.0.113.25")]
    public void Write_ListOfBothKinds_GoesByWhatIsListed(string target, string letter, string field)
    {
        DelistingRoute route = Routes.Plan(ShippedProviders.Current, Routes.Listed(ShippedProviders.Current, "hostkarma", target));
        DelistingDraft draft = Drafts.Write(DraftSubject.Of(route));

        Assert.Equal(letter, draft.Letter);
        Assert.Contains(draft.Fields, f => f.ToString() == field);
    }

    [Fact]
    public void DomainList_IsAskedForADomain()
    {
        DelistingRoute dbl = Routes.Plan(ShippedProviders.Current, FindingReader.Read(ShippedCatalog.List("spamhaus-dbl"), "newserver.example"));
        DelistingDraft draft = Drafts.Write(DraftSubject.Of(dbl));
        Assert.Contains(draft.Fields, f => f is { Name: "Domain", Value: "newserver.example" });
        Assert.Contains("Domain: newserver.example", draft.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("address: newserver", draft.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("general-domain-removal", draft.Letter);
        DelistingRoute nordspam = Routes.Plan(ShippedProviders.Current, FindingReader.Read(ShippedCatalog.List("nordspam-dbl"), "newserver.example"));
        Assert.Equal("nordspam-dbl", Drafts.Write(DraftSubject.Of(nordspam)).Letter);
    }

    [Fact]
    public void Language_OperatorsOwnEnglishLetter_GoesBeforeTheGeneralGermanOne()
    {
        DelistingDraft draft = Drafts.Write(Drafts.Model(), Form, new DraftOptions { Language = "de", Now = Drafts.Now });
        Assert.Equal(("microsoft-consumer", "en"), (draft.Letter, draft.Language));
        Assert.Contains(draft.Warnings, w => w.Contains("'de'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Hello,\n\n<your\nname>")]
    [InlineData("Hello, <Your Name>")]
    [InlineData("Hello, <YOUR\u00a0 name >")]
    public void Placeholder_WrappedOrInAnotherCase_IsFound(string text)
    {
        Assert.Equal(["<your name>"], DraftPlaceholders.In(Drafts.Letters, text));
        Assert.Equal(["contactName"], DraftPlaceholders.FactsIn(Drafts.Letters, text).Select(f => f.Place));
    }

    [Fact]
    public void Microsoft_OneAddress_IsNotCalledSeveral()
    {
        Assert.DoesNotContain("all the addresses", Drafts.Write(Drafts.Model(), Form).Body, StringComparison.Ordinal);
        DelistingRoute several = Routes.Plan(
            ShippedProviders.Current,
            [.. new[] { Drafts.Address, "203.0.113.26" }.Select(a => Routes.Refused(ShippedProviders.Current, Routes.Refusal(RefusalCause.AddressBlocked, "microsoft-consumer", rule: "outlook-ou-002"), a))]);
        Assert.Contains("for all the addresses", Drafts.Write(several, Form).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_OldOnes_AreAWarning()
    {
        ReadinessCheck old = new() { Name = "PtrRecord", Status = ReadinessStatus.Pass, Target = Drafts.Address, Found = "mail", CheckedAt = Drafts.Now.AddDays(-3) };
        DelistingDraft draft = Drafts.Write(Drafts.Model(), Form, new DraftOptions { Now = Drafts.Now, Readiness = [old] });
        Assert.Contains(draft.Warnings, w => w.Contains("two days", StringComparison.Ordinal));
        Assert.Contains("2026-11-25 09:00 UTC", draft.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Reply_IsQuotedWholeAndOnOneLine()
    {
        string reply = "5.7.1 " + new string('x', 3000) + " end";
        DelistingRoute route = Routes.Plan(ShippedProviders.Current, Routes.Refused(ShippedProviders.Current, new MailRefusal
        {
            Cause = RefusalCause.AddressBlocked, Provider = "libero", ReplyCode = 550, ReplyText = reply + "\u001b[31m\r\nBcc: x",
        }));
        Assert.Contains(reply + " [31m Bcc: x", Drafts.Write(DraftSubject.Of(route)).Body.Replace("end[", "end [", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Reply_LongerThanAnybodyReads_IsCutWithAWarning()
    {
        DelistingRoute route = Routes.Plan(ShippedProviders.Current, Routes.Refused(ShippedProviders.Current, new MailRefusal
        {
            Cause = RefusalCause.AddressBlocked, Provider = "libero", ReplyCode = 550, ReplyText = new string('x', 9000),
        }));
        DelistingDraft draft = Drafts.Write(DraftSubject.Of(route));
        Assert.Contains("x [...]", draft.Body, StringComparison.Ordinal);
        Assert.Contains(draft.Warnings, w => w.Contains("cut off", StringComparison.Ordinal));
    }

    [Fact]
    public void Case_SavedText_IsTheBodyUntilItWasSent()
    {
        DelistingCase edited = CaseSamples.Microsoft().After(Drafts.Now, e => CaseProgress.SetDraft(e, "My own words, <your name>."));
        DelistingDraft draft = Drafts.Write(DraftSubject.Of(edited));
        Assert.True(draft.IsEdited);
        Assert.Equal("My own words, <your name>.", draft.Body);
        Assert.Contains("contactName", draft.Missing.Select(m => m.Name));
        Assert.False(Drafts.Write(DraftSubject.Of(edited), new DraftOptions { IsFresh = true, Now = Drafts.Now }).IsEdited);

        DelistingCase sent = edited.After(Drafts.Now, e => CaseProgress.Send(e));
        Assert.False(Drafts.Write(DraftSubject.Of(sent)).IsEdited);
        Assert.True(Drafts.Write(DraftSubject.Of(sent.After(Drafts.Now, e => CaseProgress.SetDraft(e, "Another.")))).IsEdited);
    }

    [Fact]
    public void Case_SavedText_GoesToNobodyElse()
    {
        DelistingCase edited = CaseSamples.Microsoft().After(Drafts.Now, e => CaseProgress.SetDraft(e, "Dear Microsoft"));
        DelistingStep other = edited.Steps.First(s => s.For == "symantec-brightmail" && s.Kind == StepKind.Form).Step;
        DelistingDraft draft = Drafts.Write(DraftSubject.Of(edited), new DraftOptions { Step = other.Order, Now = Drafts.Now });
        Assert.False(draft.IsEdited);
        Assert.Contains(draft.Warnings, w => w.Contains("is for another step, ", StringComparison.Ordinal) && w.Contains(Form, StringComparison.Ordinal));

        // Nor when that comes next, since the step that it was saved for was done without it.
        DelistingStep own = edited.Steps.Single(s => s.Title == Form).Step;
        DelistingCase later = edited.After(Drafts.Now, e => CaseProgress.SetStep(e, own.Order, StepProgress.Done));
        Assert.False(Drafts.Write(DraftSubject.Of(later)).IsEdited);
    }

    [Fact]
    public void Case_RequestAtAnotherOperator_IsNotThisOnesRequest()
    {
        DelistingRoute route = new()
        {
            Target = Drafts.Address,
            Findings = [new RouteFinding { For = "lab", Operator = "Lab" }, new RouteFinding { For = "proofpoint-pdr", Operator = "Proofpoint" }],
            Steps =
            [
                new DelistingStep { Order = 1, Kind = StepKind.Mail, For = "proofpoint-pdr", Title = "Ask the list" },
                new DelistingStep { Order = 2, Kind = StepKind.Mail, For = "lab", Title = "Ask the lab" },
                new DelistingStep { Order = 3, Kind = StepKind.Escalate, For = "lab", Title = "Ask the lab again" },
            ],
        };
        DelistingCase sent = CaseSamples.Of(new NewCase { Target = Drafts.Address, For = "lab", Name = "Lab", Route = route })
            .After(Drafts.Now, e => CaseProgress.Send(e, 1));
        DraftOptions third = new() { Step = 3, Now = Drafts.Now };
        Assert.Contains("requestedAt", Drafts.Write(DraftSubject.Of(sent), third).Missing.Select(m => m.Name));
        DelistingCase asked = sent.After(Drafts.Now, e => CaseProgress.Send(e, 2), e => e.Insert(1, [new DelistingStep { Order = 1, Kind = StepKind.Fix, Title = "Mend" }]));
        Assert.Contains("2026-11-28 09:00 UTC", Drafts.Write(DraftSubject.Of(asked), new DraftOptions { Step = 4, Now = Drafts.Now }).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Case_AnswerOfAnotherOperator_IsNotThisOnesAnswer()
    {
        DelistingCase one = CaseSamples.Microsoft();
        DelistingCase other = one.Answered(CaseSamples.Reply(ReplyVerdict.MoreInformationNeeded, "symantec-brightmail"));
        int order = other.Steps.Single(s => s.Title == Reply).Order;
        Assert.Equal("microsoft-consumer-review", Drafts.Write(DraftSubject.Of(other), new DraftOptions { Step = order, Now = Drafts.Now }).Letter);
        DelistingCase both = other.Answered(CaseSamples.Reply(ReplyVerdict.MoreInformationNeeded, "microsoft-consumer"));
        order = both.Steps.Single(s => s.Title == Reply).Order;
        Assert.Equal("general-information", Drafts.Write(DraftSubject.Of(both), new DraftOptions { Step = order, Now = Drafts.Now }).Letter);
    }

    [Fact]
    public void Case_NextStep_IsTheOneThatIsWrittenFor()
    {
        DelistingCase one = CaseSamples.Microsoft();
        DelistingDraft first = Drafts.Write(DraftSubject.Of(one));
        Assert.Equal("microsoft-consumer", first.For);
        Assert.Contains(first.Warnings, w => w.StartsWith("Still to be done before it: 1. ", StringComparison.Ordinal));
        DelistingDraft next = Drafts.Write(DraftSubject.Of(one.After(Drafts.Now, e => CaseProgress.Send(e))));
        Assert.NotEqual(first.Step, next.Step);
    }

    [Theory]
    [InlineData(ReplyVerdict.NotQualified, "microsoft-consumer-review")]
    [InlineData(ReplyVerdict.NothingDetected, "microsoft-consumer-review")]
    [InlineData(ReplyVerdict.MoreInformationNeeded, "general-information")]
    public void Case_Answered_LeadsToTheLetterForThatAnswer(ReplyVerdict verdict, string letter)
    {
        DelistingCase one = CaseSamples.Microsoft().Answered(CaseSamples.Reply(verdict, "microsoft-consumer", "SRX123456ID"));
        DelistingDraft draft = Drafts.Write(DraftSubject.Of(one));
        Assert.Equal((DraftKind.Reply, letter), (draft.Kind, draft.Letter));
        Assert.StartsWith("SRX123456ID: ", draft.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_ThatSendsNothing_IsAProblem()
    {
        DraftSubject subject = DraftSubject.Of(Drafts.Model());
        Assert.Equal("DraftStepWithoutText", Drafts.Fail(subject, new DraftOptions { Step = 1 })?.Id);
        Assert.Equal("DraftStepNotFound", Drafts.Fail(subject, new DraftOptions { Step = 99 })?.Id);
        Assert.Equal("DraftValueUnknown", Drafts.Fail(subject, new DraftOptions { Values = Drafts.Values(("nonsense", "x")) })?.Id);
        Assert.Equal(
            "DraftNothingToWrite", Drafts.Fail(DraftSubject.Of(CaseSamples.Made(StepKind.Fix, StepKind.Wait)), new DraftOptions())?.Id);
    }

    [Fact]
    public void TOnline_WantsTheImprintInBothLanguages()
    {
        DelistingRoute route = Routes.Plan(ShippedProviders.Current, Routes.Refused(ShippedProviders.Current, Routes.Refusal(RefusalCause.AddressBlocked, "t-online")));
        DelistingDraft german = Drafts.Write(DraftSubject.Of(route), new DraftOptions { Language = "de", Now = Drafts.Now, Values = Drafts.Values(("imprint", "https://a.test/impressum")) });
        Assert.Contains("Impressum: https://a.test/impressum", german.Body, StringComparison.Ordinal);
        Assert.Contains("<Ihr Name>", german.Body, StringComparison.Ordinal);
        Assert.Contains("Imprint: <the web address", Drafts.Write(DraftSubject.Of(route)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void HostName_OfTheCheckedPtrRecord_IsKnown()
    {
        DelistingRoute route = Routes.Plan(ShippedProviders.Current, Routes.Refused(ShippedProviders.Current, Routes.Refusal(RefusalCause.AddressBlocked, "libero"), Drafts.Address));
        DelistingDraft draft = Drafts.Write(DraftSubject.Of(route), new DraftOptions
        {
            Now = Drafts.Now, Readiness = [Drafts.Check("PtrRecord", ReadinessStatus.Pass, Drafts.Address, "mail.newserver.example")],
        });
        Assert.Contains("Host name: mail.newserver.example", draft.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(draft.Missing, m => m.Name == "hostName");
    }

    [Fact]
    public void Route_KeptInAStore_TellsTheSame()
    {
        DelistingCase one = CaseSamples.Of(CaseOpening.Of(Drafts.Model()).Single());
        DelistingCase read = CaseJson.Read(CaseJson.Write(one));
        DraftOptions options = Drafts.With(new DraftOptions { Now = Drafts.Now }, one.Steps.Single(s => s.Title == Form).Order);
        Assert.Equal(Drafts.Shown(Drafts.Write(DraftSubject.Of(one), options)), Drafts.Shown(Drafts.Write(DraftSubject.Of(read), options)));
        Assert.Contains("2026-11-27 14:05 UTC", Drafts.Write(DraftSubject.Of(read), options).Body, StringComparison.Ordinal);
    }
}
