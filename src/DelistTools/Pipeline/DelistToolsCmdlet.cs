using System;
using System.Management.Automation;
using System.Threading;
using DelistTools.Catalog;

namespace DelistTools.Commands;

/// <summary>
/// What all cmdlets of DelistTools share: a token that Ctrl+C and <c>Select-Object -First</c> cancel, the catalogue,
/// and errors with a stable id.
/// </summary>
public abstract class DelistToolsCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    private protected DelistToolsCmdlet()
    {
    }

    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>The catalogue, and an error where the user's own part of it had to be left out.</summary>
    private protected ListCatalog LoadCatalog()
    {
        try
        {
            ListCatalog catalog = CatalogStore.Process.Load(out CatalogException? overlayError);
            if (overlayError is not null)
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

    private protected void WriteProblem(Problem problem) => WriteError(ErrorRecords.Of(problem));

    private protected void Fail(Problem problem) => ThrowTerminatingError(ErrorRecords.Of(problem));

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
