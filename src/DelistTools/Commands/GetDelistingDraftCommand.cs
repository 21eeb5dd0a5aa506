using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using DelistTools.Binding;
using DelistTools.Catalog;
using DelistTools.Drafting;
using DelistTools.Pipeline;

namespace DelistTools.Commands;

/// <summary>Writes the text for an operator's form or mailbox out of a case or a route, and says what is still missing in it.</summary>
[Cmdlet(VerbsCommon.Get, "DelistingDraft", DefaultParameterSetName = InputSet,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Get-DelistingDraft.md")]
[OutputType(typeof(DelistingDraft))]
public sealed class GetDelistingDraftCommand : CaseCommand
{
    private const string InputSet = "Input";
    private const string IdSet = "Id";

    private readonly List<DraftSubject> _subjects = new();
    private readonly List<ReadinessCheck> _readiness = new();
    private readonly List<IpBlocklistResult> _evidence = new();

    /// <summary>The numbers of cases.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(CaseIdCompleter))]
    public int[] Id { get; set; } = Array.Empty<int>();

    /// <summary>Cases and routes to write for; what Test-SenderReadiness and Test-IpBlocklist give may come along.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = IdSet)]
    public PSObject[] InputObject { get; set; } = Array.Empty<PSObject>();

    /// <summary>The number of the step; the next one that asks for a text where left out.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Step { get; set; }

    /// <summary>What was checked of the sender's own side.</summary>
    [Parameter]
    public ReadinessCheck[] Readiness { get; set; } = Array.Empty<ReadinessCheck>();

    /// <summary>What the public lists said.</summary>
    [Parameter]
    public IpBlocklistResult[] Evidence { get; set; } = Array.Empty<IpBlocklistResult>();

    /// <summary>Your name.</summary>
    [Parameter]
    [Alias("Contact")]
    [ValidateNotNullOrEmpty]
    public string? ContactName { get; set; }

    /// <summary>A mail address that you read.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContactMail { get; set; }

    /// <summary>Who runs the server.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Organization { get; set; }

    /// <summary>The web site of the sending domain.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Website { get; set; }

    /// <summary>What was wrong.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Cause { get; set; }

    /// <summary>What was done about it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Remedy { get; set; }

    /// <summary>Other facts, by the names that Missing gives.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary Value { get; set; } = new Hashtable();

    /// <summary>The language of the text.</summary>
    [Parameter]
    [ValidateSet("en", "de")]
    public string Language { get; set; } = LetterFactReader.English;

    /// <summary>Writes the text anew, also where the case has one that you saved.</summary>
    [Parameter]
    [Alias("Force")]
    public SwitchParameter Fresh { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Problem? hidden = MailArguments.FindHidden(
            ("-ContactName", ContactName), ("-ContactMail", ContactMail), ("-Organization", Organization), ("-Website", Website));
        if (hidden is not null)
        {
            Fail(hidden);
        }

        if (ContactMail is not null && !MailAddressText.IsAddress(ContactMail.Trim()))
        {
            Fail(new Problem("ContactMailInvalid", ContactMail, ContactMail));
        }

        if (Website is not null && !EntryReader.IsWebAddress(Website.Trim()))
        {
            Fail(new Problem("WebsiteInvalid", Website, Website));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject item in InputObject)
        {
            switch (item.BaseObject)
            {
                case DelistingCase one:
                    _subjects.Add(DraftSubject.Of(one));
                    break;
                case DelistingRoute route:
                    _subjects.Add(DraftSubject.Of(route));
                    break;
                case ReadinessCheck check:
                    _readiness.Add(check);
                    break;
                case IpBlocklistResult result:
                    _evidence.Add(result);
                    break;
                default:
                    WriteProblem(new Problem("InvalidDraftInput", item.BaseObject, item.ToString(), item.BaseObject.GetType().Name));
                    break;
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (int id in Id)
        {
            DelistingCase? found = null;
            Try(() => found = Store.Find(id, StopToken));
            if (found is null)
            {
                WriteProblem(new Problem("CaseNotFound", id, id, Store.Path));
            }
            else
            {
                _subjects.Add(DraftSubject.Of(found));
            }
        }

        // The checks may come down the pipeline after what they are about.
        DraftWriter writer = new(LoadLetters(), LoadProviders());
        DraftOptions options = new()
        {
            Step = Step == 0 ? null : Step,
            Language = Language.ToLowerInvariant(),
            Values = Values(),
            Readiness = Readiness.Concat(_readiness).ToList(),
            Evidence = Evidence.Concat(_evidence).ToList(),
            IsFresh = Fresh,
            Now = SystemClock.Instance.UtcNow,
        };
        foreach (DraftSubject subject in _subjects)
        {
            StopToken.ThrowIfCancellationRequested();
            (DelistingDraft? draft, Problem? problem) = writer.Write(subject, options);
            if (problem is not null)
            {
                WriteProblem(problem);
            }
            else
            {
                WriteObject(draft);
            }
        }
    }

    private Dictionary<string, string> Values()
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in Value)
        {
            values[Text(entry.Key)] = Text(entry.Value);
        }

        foreach ((string name, string? text) in new[]
        {
            (LetterPlaces.ContactName, ContactName), (LetterPlaces.ContactMail, ContactMail), (LetterPlaces.Organization, Organization),
            (LetterPlaces.Website, Website), (LetterPlaces.Cause, Cause), (LetterPlaces.Remedy, Remedy),
        })
        {
            if (text is not null)
            {
                values[name] = text;
            }
        }

        return values;
    }

    private static string Text(object? value) => Convert.ToString(value is PSObject wrapped ? wrapped.BaseObject : value, CultureInfo.InvariantCulture) ?? "";
}
