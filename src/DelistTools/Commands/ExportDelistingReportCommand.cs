using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using DelistTools.Cases;
using DelistTools.Catalog;
using DelistTools.Reporting;

namespace DelistTools.Commands;

/// <summary>Writes a report that needs no explanation: what was found, what is not known, what to do, and the evidence for it.</summary>
[Cmdlet(VerbsData.Export, "DelistingReport", SupportsShouldProcess = true,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Export-DelistingReport.md")]
[OutputType(typeof(FileInfo))]
public sealed class ExportDelistingReportCommand : DelistToolsCmdlet
{
    private const int NotSaid = -1;

    /// <summary>Arrays in arrays in arrays; what lies deeper holds itself.</summary>
    private const int Deepest = 8;

    /// <summary>What the engine puts before the type of a copy.</summary>
    private static readonly string[] CopiedTypes = { "Deserialized.DelistTools.", "Selected.DelistTools." };

    private readonly ReportFindings _findings = new();
    private string _file = "";

    // An enum here would load its assembly as soon as the cmdlet's class is looked at.
    private int _format = NotSaid;

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What other commands found.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>What it is written as; by the file's extension where left out.</summary>
    [Parameter]
    public ReportFormat As
    {
        get => (ReportFormat)_format;
        set => _format = (int)value;
    }

    /// <summary>The report's title.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>Writes over a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // What is wrong with the file is said before anybody waits an hour for what is to go into it.
        string? file = FullPath(Path);
        if (file is null)
        {
            Fail(new Problem("PathNotInFileSystem", Path, Path));
        }

        _file = file!;
        if (OwnerOnlyFile.IsDevice(_file) || Directory.Exists(_file) || System.IO.Path.GetFileName(_file).Length == 0)
        {
            Fail(new Problem("ReportPathNoFile", _file, _file));
        }

        if (_format == NotSaid && ReportWriter.FormatOf(_file) is { } format)
        {
            As = format;
        }
        else if (_format == NotSaid)
        {
            Fail(new Problem("ReportFormatNotKnown", Path, Path));
        }

        RequireFree();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject? item in InputObject ?? Array.Empty<PSObject?>())
        {
            Add(item, 0);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_findings.Count == 0)
        {
            // A report about nothing would look like one about nothing bad.
            WriteProblem(new Problem("ReportEmpty", _file, _file));
            return;
        }

        if (!MayDo(_file, "Write a report"))
        {
            return;
        }

        RequireFree();
        ProviderCatalog catalog = LoadProviders();
        try
        {
            ReportDocument document = ReportBuilder.Build(_findings, catalog, Title, DateTime.UtcNow, StopToken);
            OwnerOnlyFile.Replace(_file, ReportWriter.Write(document, As).Select(Alive), Force);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.Of(new Problem("ReportFileNotWritten", _file, _file, e.Message), e));
        }

        if (PassThru)
        {
            WriteObject(SessionState.InvokeProvider.Item.Get(new[] { _file }, force: true, literalPath: true), enumerateCollection: true);
        }
    }

    /// <summary>Keeps an object, or those of a list of them, as -InputObject $results, $routes brings it.</summary>
    private void Add(object? item, int depth)
    {
        object? found = item is PSObject wrapped ? wrapped.BaseObject : item;
        if (found is null || _findings.Add(found))
        {
            return;
        }

        if (depth < Deepest && LanguagePrimitives.GetEnumerable(found) is { } items)
        {
            foreach (object? one in items)
            {
                Add(one, depth + 1);
            }

            return;
        }

        PSObject refused = PSObject.AsPSObject(item!);
        string type = refused.TypeNames.FirstOrDefault() ?? "";
        string? name = CopiedTypes.Where(c => type.StartsWith(c, StringComparison.Ordinal)).Select(c => type.Substring(c.Length)).FirstOrDefault(n => ReportFindings.Taken.Contains(n));
        WriteProblem(name is not null
            ? new Problem("ReportInputDeserialized", refused, name)
            : new Problem("ReportInputInvalid", refused, type.Length > 0 ? type : found.GetType().Name, string.Join(", ", ReportFindings.Taken)));
    }

    /// <summary>The line, unless somebody has stopped the command meanwhile.</summary>
    private string Alive(string line)
    {
        StopToken.ThrowIfCancellationRequested();
        return line;
    }

    /// <summary>Ends the command where a file is there that must stay: a store of cases even under -Force.</summary>
    private void RequireFree()
    {
        try
        {
            if (File.Exists(_file) && !Force)
            {
                Fail(new Problem("ReportFileExists", _file, _file));
            }
            else if (File.Exists(_file) && StoreFile.IsDatabase(_file))
            {
                Fail(new Problem("CaseFileIsStore", _file, _file));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.Of(new Problem("ReportFileNotWritten", _file, _file, e.Message), e));
        }
    }
}
