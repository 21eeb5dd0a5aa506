using System.Management.Automation;
using DelistTools.Catalog;

namespace DelistTools.Commands;

/// <summary>Forgets the account key of a list, in this session and in the user's key file.</summary>
[Cmdlet(VerbsCommon.Remove, "BlocklistKey", SupportsShouldProcess = true,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Remove-BlocklistKey.md")]
[OutputType(typeof(void))]
public sealed class RemoveBlocklistKeyCommand : BlocklistKeyCommand
{
    private protected override void Change(Blocklist list, string keyFile)
    {
        if (!MayDo(list.Id, "Remove the account key"))
        {
            return;
        }

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
}
