using System;
using System.Collections.Generic;
using System.Management.Automation;
using DelistTools.Cases;
using DelistTools.Catalog;

namespace DelistTools.Commands;

/// <summary>What the cmdlets share that work on cases: where they are kept, and errors of the file that they are kept in.</summary>
public abstract class CaseCommand : DelistToolsCmdlet
{
    // What concerns one case; whatever else is wrong, is wrong with the store, and so for all of them.
    private static readonly HashSet<string> OfOneCase = new(StringComparer.Ordinal)
    {
        "CaseAlreadyOpen", "CaseClosed", "CaseHasNothingToSend", "CaseNotFound", "CaseStepNotFound", "ReplyOfAnotherOperator",
    };

    private CaseStore? _store;

    private protected CaseCommand()
    {
    }

    /// <summary>The file that the cases are kept in, or a folder for it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StorePath { get; set; }

    private protected CaseStore Store => _store!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _store = new CaseStore(FindStore(StorePath), SystemClock.Instance);
    }

    /// <summary>
    /// Does a piece of work on the store; false, and an error, where what it was to be done to is wrong. A store that cannot
    /// be used ends the command.
    /// </summary>
    private protected bool Try(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (StoreException e) when (OfOneCase.Contains(e.Problem.Id))
        {
            WriteError(ErrorRecords.Of(e.Problem, e.InnerException));
            return false;
        }
        catch (StoreException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e.Problem, e.InnerException));
            return false;
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>The case as a question about it names it.</summary>
    private protected static string Named(DelistingCase one) => NetworkText.Clean(one.ToString());

    /// <summary>The ways off, for a case that needs more than the route that it was opened with.</summary>
    private protected CaseWays Ways()
    {
        ProviderCatalog? catalog = null;
        return new CaseWays(() => catalog ??= LoadProviders());
    }
}
