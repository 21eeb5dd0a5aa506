using System;
using System.Collections.Generic;
using System.Management.Automation;
using DelistTools.Diagnosis;

namespace DelistTools.Commands;

/// <summary>Says of a reply, a log line or a bounce who refused what, and why.</summary>
[Cmdlet(VerbsData.ConvertFrom, "BounceMessage", HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/ConvertFrom-BounceMessage.md")]
[OutputType(typeof(MailRefusal))]
public sealed class ConvertFromBounceMessageCommand : DelistToolsCmdlet
{
    private const int LongestQuote = 60;

    private readonly TextGatherer _gatherer = new();
    private RefusalDiagnosis? _diagnosis;
    private bool _anyText;

    /// <summary>Replies, log lines, bounces. Lines that come one by one are put together; a text with line breaks is by itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] InputObject { get; set; } = Array.Empty<string>();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _diagnosis = new RefusalDiagnosis(LoadSignatures(), LoadProviders);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string item in InputObject)
        {
            foreach (string text in _gatherer.Add(item))
            {
                Read(text);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_gatherer.Rest() is string rest)
        {
            Read(rest);
        }
        else if (!_anyText)
        {
            WriteProblem(new Problem("NoRefusalFound", "", "the empty input"));
        }
    }

    private void Read(string text)
    {
        _anyText = true;
        IReadOnlyList<MailRefusal> refusals = _diagnosis!.Read(text);
        if (refusals.Count == 0)
        {
            WriteProblem(new Problem("NoRefusalFound", text, Describe(text)));
        }

        WriteObject(refusals, true);
    }

    /// <summary>The text by its beginning, so that one of several can be told.</summary>
    private static string Describe(string text)
    {
        string start = text.Trim();
        if (start.Length == 0)
        {
            return "the empty input";
        }

        start = NetworkText.WithoutControls(start.Substring(0, Math.Min(start.Length, 2 * LongestQuote)));
        return "the text that begins with '" + (start.Length > LongestQuote ? start.Substring(0, LongestQuote) + "..." : start) + "'";
    }
}
