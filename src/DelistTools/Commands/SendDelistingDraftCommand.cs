using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using DelistTools.Binding;
using DelistTools.Cases;
using DelistTools.Catalog;
using DelistTools.Drafting;
using DelistTools.Mail;
using DelistTools.Pipeline;
using DelistTools.Probing;

namespace DelistTools.Commands;

/// <summary>Sends the text for an operator that takes mail, by way of a relay of the user's, and notes it in the case.</summary>
[Cmdlet(VerbsCommunications.Send, "DelistingDraft", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Send-DelistingDraft.md")]
[OutputType(typeof(SentDraft))]
public sealed class SendDelistingDraftCommand : CaseCommand
{
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    private WorkPump? _pump;
    private bool _done;

    /// <summary>The text, as Get-DelistingDraft gives it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public DelistingDraft InputObject { get; set; } = null!;

    /// <summary>The sender: a mailbox that is read, and whose mail is not refused.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string From { get; set; } = "";

    /// <summary>The relay, with its port if it is not 587.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string MailServer { get; set; } = "";

    /// <summary>The sender's name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FromName { get; set; }

    /// <summary>The recipient; the draft's where left out.</summary>
    [Parameter]
    [Alias("To")]
    [ValidateNotNullOrEmpty]
    public string? MailTo { get; set; }

    /// <summary>The subject; the draft's where left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Subject { get; set; }

    /// <summary>The text; the draft's where left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Body { get; set; }

    /// <summary>The Message-ID of the operator's mail that it answers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InReplyTo { get; set; }

    /// <summary>The account at the relay.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Takes any certificate of the relay's.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>The name for EHLO; this machine's full name where left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HelloNameCompleter))]
    public string? HelloName { get; set; }

    /// <summary>Seconds that a connection, and each reply, may take.</summary>
    [Parameter]
    [ValidateRange(1.0, 600.0)]
    public double TimeoutSeconds { get; set; } = 60;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_done)
        {
            WriteProblem(new Problem("OneDraftOnly", InputObject, InputObject.ToString()));
            return;
        }

        _done = true;
        MailServerAddress relay = Relay();
        DraftMail? mail = Mail(relay);
        if (mail is null || !MayGo(mail) || !MayDo(mail.To, "Send '" + NetworkText.Clean(mail.Subject) + "' from " + mail.From + " by way of " + relay.Host))
        {
            return;
        }

        Problem? wait = TakeTurn(mail.To);
        if (wait is not null)
        {
            WriteProblem(wait);
            return;
        }

        RelaySubmission submission = MailArguments.Relay(relay, Credential, SkipCertificateCheck);
        _pump = new WorkPump(StopToken);
        _pump.Start(async () =>
        {
            (SentDraft? sent, Problem? problem) = await DraftSubmission.SendAsync(mail, submission, SystemClock.Instance, StopToken).ConfigureAwait(false);
            problem ??= Note(mail, sent!);
            _pump.Post(() => End(sent, problem));
        });
        try
        {
            WorkProgress progress = new(WriteProgress);
            _pump.DrainUntilBelow(1, () => progress.Show(() => new ProgressRecord(
                WorkProgress.ActivityId, "Sending the draft", "Handing it over to " + NetworkText.Clean(relay.Host))));
            progress.Complete();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _pump?.WaitForEnd(Farewell);
    }

    private void End(SentDraft? sent, Problem? problem)
    {
        // One that is out and could not be noted is both.
        if (problem is not null)
        {
            WriteProblem(problem);
        }

        if (sent is not null)
        {
            WriteObject(sent);
        }
    }

    /// <summary>Notes in the case what went out, at once: whoever stops the command now has sent it all the same. Null, or why it is not noted.</summary>
    private Problem? Note(DraftMail mail, SentDraft sent)
    {
        if (mail.CaseId is not { } id)
        {
            return null;
        }

        try
        {
            Store.Change(id, edit => Require(CaseProgress.Send(edit, InputObject.Step, Evidence(mail, sent))), CancellationToken.None);
            return null;
        }
        catch (StoreException e)
        {
            return new Problem("DraftSentNotNoted", sent, sent.To, id, ErrorRecords.Of(e.Problem).Exception.Message);
        }
    }

    private static void Require(Problem? problem)
    {
        if (problem is not null)
        {
            throw new StoreException(problem);
        }
    }

    /// <summary>What went out, for whoever looks at the case later.</summary>
    private static string Evidence(DraftMail mail, SentDraft sent) =>
        "To: " + mail.To + "\nFrom: " + mail.From + "\nSubject: " + mail.Subject + "\nMessage-ID: <" + sent.MessageId + ">\n\n" + mail.Body;

    private MailServerAddress Relay()
    {
        Problem? hidden = MailArguments.FindHidden(
            ("-From", From), ("-FromName", FromName), ("-MailTo", MailTo), ("-Subject", Subject), ("-InReplyTo", InReplyTo), ("-HelloName", HelloName),
            ("-MailServer", MailServer), ("-Credential", Credential?.UserName));
        if (hidden is not null)
        {
            Fail(hidden);
        }

        MailServerAddress? relay = MailServerAddress.TryParse(MailServer);
        if (relay is null)
        {
            Fail(new Problem("MailServerInvalid", MailServer, MailServer));
        }

        return relay!;
    }

    /// <summary>The mail as it is to go out; null, and an error, where there is none for this draft.</summary>
    private DraftMail? Mail(MailServerAddress relay)
    {
        string? from = MailArguments.Address(From);
        if (from is null)
        {
            Fail(new Problem("SenderInvalid", From, From));
        }

        string domain = MailDomainText.Parse(from!)!;
        if (ReservedDomains.Contains(domain))
        {
            Fail(new Problem("SenderDomainReserved", From, From, domain));
        }

        (string hello, Problem? unnamed) = MailArguments.HelloName(HelloName);
        if (unnamed is not null)
        {
            Fail(unnamed);
        }

        string? answered = InReplyTo?.Trim().TrimStart('<').TrimEnd('>');
        if (answered is not null && !IsMessageId(answered))
        {
            Fail(new Problem("InvalidMessageId", InReplyTo!, InReplyTo!));
        }

        string? to = MailTo ?? InputObject.MailTo;
        if (InputObject.Kind == DraftKind.Form && to is null)
        {
            WriteProblem(new Problem("DraftIsForm", InputObject, InputObject.Url ?? "the operator's page"));
            return null;
        }

        string? recipient = to is null ? null : MailArguments.Address(to);
        if (recipient is null)
        {
            WriteProblem(to is null
                ? new Problem("DraftHasNoAddress", InputObject, InputObject.ToString())
                : new Problem("RecipientInvalid", to, to));
            return null;
        }

        return new DraftMail
        {
            CaseId = InputObject.CaseId,
            For = InputObject.For,
            From = from!,
            Name = FromName?.Trim() ?? "",
            To = recipient,
            Subject = (Subject ?? NetworkText.Line(InputObject.Subject) ?? "").Trim(),
            Body = NetworkText.Lines(Body ?? InputObject.Body),
            InReplyTo = answered,
            HelloName = hello,
            Relay = relay.Host,
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
            Listener = line => _pump!.Post(() => WriteVerbose(line.ToString())),
        };
    }

    /// <summary>Nothing is left to fill in, and the case still waits for it; false, and an error, where it is not so.</summary>
    private bool MayGo(DraftMail mail)
    {
        // A short text of a form has the hints of its fields where values are missing.
        List<string> left = DraftPlaceholders.In(LoadLetters(), mail.Subject, mail.Body).Concat(InputObject.Fields
            .Where(f => f.Value is null).Select(f => "<" + (f.Hint ?? f.Name) + ">").Where(h => mail.Body.IndexOf(h, StringComparison.Ordinal) >= 0)).Distinct().ToList();
        if (left.Count > 0 || mail.Subject.Length == 0 || string.IsNullOrWhiteSpace(mail.Body))
        {
            WriteProblem(left.Count > 0
                ? new Problem("DraftHasPlaceholders", InputObject, mail.To, string.Join(", ", left))
                : new Problem("DraftEmpty", InputObject, mail.To));
            return false;
        }

        // What has no placeholder in the text, such as an attachment, would be forgotten otherwise.
        List<string> missing = InputObject.Missing.Where(m => Body is null || m.Placeholder.Length == 0).Select(m => m.Name).ToList();
        if (missing.Count > 0)
        {
            WriteWarning("The operator asks for what the text does not have: " + NetworkText.Clean(string.Join(", ", missing)) + ".");
        }

        if (mail.CaseId is not { } id)
        {
            return true;
        }

        DelistingCase? found = null;
        Try(() => found = Store.Find(id, StopToken));
        if (found is null)
        {
            WriteProblem(new Problem("CaseNotFound", id, id, Store.Path));
            return false;
        }

        CaseStep? step = found.Steps.FirstOrDefault(s => s.Order == InputObject.Step && s.Title == InputObject.Title);
        if (step is not { Progress: StepProgress.Open } || found.ClosedAt is not null)
        {
            WriteProblem(new Problem("DraftNotWaitedFor", found, id, InputObject.Step, InputObject.Title));
            return false;
        }

        return true;
    }

    /// <summary>An id, an at sign and a host (RFC 5322, section 3.6.4), without what would end the field.</summary>
    private static bool IsMessageId(string text) =>
        text.IndexOf('@') > 0 && !text.Any(c => c <= ' ' || c >= 127 || c is '<' or '>' or ',' or ';');

    /// <summary>Why it may not go now; null where it may.</summary>
    private static Problem? TakeTurn(string to)
    {
        try
        {
            string whom = "mail:" + DomainNameText.Site(MailDomainText.Parse(to)!);
            TimeSpan wait = new OperatorTurns(CatalogStore.UserFolder()).Take(whom);
            return wait > TimeSpan.Zero ? new Problem("DraftTooSoon", to, to, Math.Ceiling(wait.TotalSeconds)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem("DraftPaceNotKept", to, to, e.Message.TrimEnd('.'));
        }
    }
}
