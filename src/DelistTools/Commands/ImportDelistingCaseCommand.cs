using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using DelistTools.Cases;

namespace DelistTools.Commands;

/// <summary>Takes in cases that Export-DelistingCase wrote.</summary>
[Cmdlet(VerbsData.Import, "DelistingCase", SupportsShouldProcess = true,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Import-DelistingCase.md")]
[OutputType(typeof(DelistingCase))]
public sealed class ImportDelistingCaseCommand : CaseCommand
{
    /// <summary>Files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = Array.Empty<string>();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            string? file = FullPath(path);
            if (file is null || !File.Exists(file))
            {
                WriteProblem(new Problem(file is null ? "PathNotInFileSystem" : "PathNotFound", path, path));
            }
            else if (MayDo(file, "Take in cases"))
            {
                Import(file);
            }
        }
    }

    private void Import(string file)
    {
        try
        {
            List<DelistingCase> cases = new();
            using (FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            {
                foreach ((int number, DelistingCase? one, string? fault) in CaseLines.Read(stream, StopToken))
                {
                    if (one is not null)
                    {
                        cases.Add(one);
                    }
                    else
                    {
                        WriteProblem(new Problem("CaseLineInvalid", file, file, number, fault!));
                    }
                }
            }

            Try(() => Write(cases, Store.Import(cases, StopToken)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.Of(new Problem("CaseFileNotRead", file, file, e.Message), e));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Write(IReadOnlyList<DelistingCase> read, IReadOnlyList<DelistingCase?> added)
    {
        for (int i = 0; i < read.Count; i++)
        {
            if (added[i] is { } one)
            {
                if (Store.FindBeside(one, StopToken) is { } beside)
                {
                    WriteWarning(ErrorRecords.Message("CaseImportedBeside", one.Id, one.For, one.Target ?? "any address", beside));
                }

                WriteObject(one);
            }
            else
            {
                WriteVerbose("The store has the case already: " + Named(read[i]));
            }
        }
    }
}
