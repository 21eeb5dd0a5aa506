using System;
using System.IO;
using System.Management.Automation;
using DelistTools.Binding;
using DelistTools.Catalog;

namespace DelistTools.Commands;

/// <summary>What setting and removing an account key share: the list's name, and trouble with the key file.</summary>
public abstract class BlocklistKeyCommand : DelistToolsCmdlet
{
    private protected BlocklistKeyCommand()
    {
    }

    /// <summary>The list's id or name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(BlocklistKeyCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Blocklist? list = KeyedLists.Find(LoadCatalog(), Name, out Problem? problem);
        if (list is null)
        {
            Fail(problem!);
            return;
        }

        string path = CatalogStore.Process.KeyPath;
        try
        {
            Change(list, path);
        }
        catch (CatalogException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(new Problem("KeyFileInvalid", path, e.Message), e));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.Of(new Problem("KeyFileNotWritten", path, list.Id, path, e.Message), e));
        }
    }

    /// <summary>Asks, and changes the key of the list.</summary>
    private protected abstract void Change(Blocklist list, string keyFile);
}
