using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using DelistTools.Diagnosis;

namespace DelistTools.Commands;

/// <summary>Texts that come down a pipeline, in lines or as wholes, read for the refusals that they hold.</summary>
internal sealed class RefusalTexts
{
    private const int LongestQuote = 60;

    private readonly TextGatherer _gatherer = new();
    private readonly RefusalDiagnosis _diagnosis;
    private readonly Action<Problem> _report;
    private readonly CancellationToken _stopping;
    private bool _anyText;

    /// <param name="diagnosis">Reads a text.</param>
    /// <param name="report">Told of a text that holds no refusal.</param>
    /// <param name="stopping">The pipeline is going down.</param>
    internal RefusalTexts(RefusalDiagnosis diagnosis, Action<Problem> report, CancellationToken stopping)
    {
        _stopping = stopping;
        _diagnosis = diagnosis;
        _report = report;
    }

    /// <summary>Takes a line or a text, and gives the refusals of the texts that are whole now.</summary>
    internal IEnumerable<MailRefusal> Add(string item)
    {
        foreach (string text in _gatherer.Add(item))
        {
            foreach (MailRefusal refusal in Read(text))
            {
                yield return refusal;
            }
        }
    }

    /// <summary>The refusals of the lines that are left.</summary>
    internal IReadOnlyList<MailRefusal> End()
    {
        if (_gatherer.Rest() is string rest)
        {
            return Read(rest);
        }

        if (!_anyText)
        {
            _report(new Problem("NoRefusalFound", "", "the empty input"));
        }

        return Array.Empty<MailRefusal>();
    }

    private IReadOnlyList<MailRefusal> Read(string text)
    {
        _anyText = true;
        IReadOnlyList<MailRefusal> refusals;
        try
        {
            refusals = _diagnosis.Read(text, null, _stopping);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        if (refusals.Count == 0)
        {
            _report(new Problem("NoRefusalFound", text, Describe(text)));
        }

        return refusals;
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
