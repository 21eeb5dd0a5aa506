using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using DelistTools.Cases;
using DelistTools.Catalog;

namespace DelistTools.Commands;

/// <summary>Writes cases with their routes and histories to a file, a line of JSON each.</summary>
[Cmdlet(VerbsData.Export, "DelistingCase", SupportsShouldProcess = true,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Export-DelistingCase.md")]
[OutputType(typeof(FileInfo))]
public sealed class ExportDelistingCaseCommand : CaseCommand
{
    private readonly List<DelistingCase> _cases = new();

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The cases; all of the store where left out.</summary>
    [Parameter(ValueFromPipeline = true)]
    public DelistingCase[] Case { get; set; } = Array.Empty<DelistingCase>();

    /// <summary>Writes over a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _cases.AddRange(Case);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string? file = FullPath(Path);
        if (file is null)
        {
            Fail(new Problem("PathNotInFileSystem", Path, Path));
        }
        else if (!MayDo(file, "Write cases"))
        {
            return;
        }
        else if (IsStore(file))
        {
            Fail(new Problem("CaseFileIsStore", file, file));
        }
        else if (File.Exists(file) && !Force)
        {
            Fail(new Problem("CaseFileExists", file, file));
        }
        else if (MyInvocation.ExpectingInput || Case.Length > 0)
        {
            Write(file, _cases);
        }
        else
        {
            Try(() => Write(file, Store.List(new CaseFilter(), StopToken).Reverse()));
        }
    }

    /// <summary>The store itself, or another one: what is written over it cannot be got back.</summary>
    private bool IsStore(string file)
    {
        try
        {
            return string.Equals(System.IO.Path.GetFullPath(file), Store.Path, StringComparison.Ordinal)
                || (File.Exists(file) && StoreFile.IsDatabase(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.Of(new Problem("CaseFileNotWritten", file, file, e.Message), e));
            return true;
        }
    }

    private void Write(string file, IEnumerable<DelistingCase> cases)
    {
        try
        {
            OwnerOnlyFile.Replace(file, CaseLines.Of(cases, StopToken), Force);
            // As the engine gives files, with what their view shows of them.
            WriteObject(SessionState.InvokeProvider.Item.Get(new[] { file }, force: true, literalPath: true), enumerateCollection: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.Of(new Problem("CaseFileNotWritten", file, file, e.Message), e));
        }
    }
}
