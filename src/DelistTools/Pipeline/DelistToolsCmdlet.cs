using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Threading;
using DelistTools.Cases;
using DelistTools.Catalog;

namespace DelistTools.Commands;

/// <summary>
/// What all cmdlets of DelistTools share: a token that Ctrl+C and <c>Select-Object -First</c> cancel, the catalogue,
/// and errors with a stable id.
/// </summary>
public abstract class DelistToolsCmdlet : PSCmdlet, IDisposable
{
    private protected const string FileSystem = "FileSystem";

    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    private protected DelistToolsCmdlet()
    {
    }

    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>The lists, and an error where the user's own part of them had to be left out.</summary>
    private protected ListCatalog LoadCatalog() => Load(CatalogStore.Process.Load);

    /// <summary>The ways off, and an error where the user's own part of them had to be left out.</summary>
    private protected ProviderCatalog LoadProviders() => Load(CatalogStore.Process.LoadProviders);

    /// <summary>The replies that are known, and an error where the user's own part of them had to be left out.</summary>
    private protected SignatureCatalog LoadSignatures() => Load(CatalogStore.Process.LoadSignatures);

    /// <summary>Operators' answers that are known, and an error where the user's own part of them had to be left out.</summary>
    private protected ReplyCatalog LoadReplies() => Load(CatalogStore.Process.LoadReplies);

    /// <summary>The ways in which host names are made by machine, and an error where the user's own part of them had to be left out.</summary>
    private protected GenericNameCatalog LoadGenericNames() => Load(CatalogStore.Process.LoadGenericNames);

    /// <summary>Letters to operators, and an error where the user's own part of them had to be left out.</summary>
    private protected LetterCatalog LoadLetters() => Load(CatalogStore.Process.LoadLetters);

    /// <summary>The public suffix list, and an error where the user's own copy had to be left out.</summary>
    private protected PublicSuffixList LoadSuffixes() => Load(CatalogStore.Process.LoadSuffixes);

    private protected void WriteProblem(Problem problem) => WriteError(ErrorRecords.Of(problem));

    private protected void Fail(Problem problem)
    {
        BeforeFailing();
        ThrowTerminatingError(ErrorRecords.Of(problem));
    }

    /// <summary>
    /// What the user says, or has said beforehand, to something that changes or sends. Ends the command where nobody can be
    /// asked, which each host tells in a way of its own.
    /// </summary>
    private protected bool MayDo(string? target, string action)
    {
        try
        {
            return ShouldProcess(target, action);
        }
        catch (Exception e) when (e is HostException or NotImplementedException or NotSupportedException or PSInvalidOperationException)
        {
            Fail(new Problem("NobodyToAsk", target ?? "", action, target ?? ""));
            return false;
        }
    }

    /// <summary>What has to be put away before the command ends with an error: a script may catch it and go on.</summary>
    private protected virtual void BeforeFailing()
    {
    }

    /// <summary>The file that cases are kept in. Ends the command where the user or the environment names none that can be.</summary>
    /// <param name="path">What the user names: the file, or a folder for it; null: the usual one.</param>
    private protected StoreFile FindStore(string? path)
    {
        string? full = path is null ? null : FullPath(path);
        if (path is not null && full is null)
        {
            Fail(new Problem("PathNotInFileSystem", path, path));
        }

        try
        {
            return new StoreFile(CaseStore.PathOf(full));
        }
        catch (StoreException e)
        {
            Fail(e.Problem);
            throw;
        }
    }

    /// <summary>The full path in the file system, wildcards as they stand; null where it is elsewhere, or no path to the system.</summary>
    private protected string? FullPath(string path)
    {
        try
        {
            string full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo owner, out _);
            return owner.Name == FileSystem && System.IO.Path.GetFullPath(full).Length > 0 ? full : null;
        }
        catch (Exception e) when (e is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException
            or ArgumentException or NotSupportedException or System.IO.PathTooLongException)
        {
            return null;
        }
    }

    private T Load<T>(CatalogLoader<T> load)
    {
        try
        {
            T catalog = load(out CatalogException? overlayError);
            if (overlayError is not null && _reported.Add(overlayError.Message))
            {
                WriteError(ErrorRecords.Of(new Problem("CatalogOverlayInvalid", overlayError.File, overlayError.Message), overlayError));
            }

            return catalog;
        }
        catch (CatalogException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(new Problem("CatalogInvalid", e.File, e.Message), e));
            throw;
        }
    }

    private delegate T CatalogLoader<out T>(out CatalogException? overlayError);

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Called by the engine when the pipeline ends, however it ends: work still under way stops.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Cancels work still under way.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        // The source itself is left to the collector: work that is just ending may still look at its token.
        _stopping.Cancel();
    }
}
