using System;
using System.IO;
using System.Management.Automation;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Catalog;

namespace DelistTools.Commands;

/// <summary>Forgets the account key of a list, in this session and in the user's key file.</summary>
[Cmdlet(VerbsCommon.Remove, "BlocklistKey", SupportsShouldProcess = true,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Remove-BlocklistKey.md")]
[OutputType(typeof(void))]
public sealed class RemoveBlocklistKeyCommand : DelistToolsCmdlet
{
    /// <summary>The list's id or name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(BlocklistKeyCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ListCatalog catalog = LoadCatalog();
        Blocklist? list = KeyedLists.Find(catalog, Name, out Problem? problem);
        if (list is null)
        {
            Fail(problem!);
            return;
        }

        if (!ShouldProcess(list.Id, "Remove the account key"))
        {
            return;
        }

        string path = CatalogStore.Process.KeyPath;
        try
        {
            bool removed = CatalogStore.Process.RemoveKey(list.Id);
            if (CatalogStore.Process.Load(out _).Find(list.Id) is { HasKey: true })
            {
                WriteProblem(new Problem("KeyInOverlay", list.Id, list.Id, CatalogStore.Process.OverlayPath));
            }
            else if (!removed)
            {
                WriteProblem(new Problem("KeyNotFound", list.Id, list.Id));
            }
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
}
