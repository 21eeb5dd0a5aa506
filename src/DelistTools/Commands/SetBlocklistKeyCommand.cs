using System.Management.Automation;
using System.Net;
using System.Security;
using DelistTools.Binding;
using DelistTools.Catalog;

namespace DelistTools.Commands;

/// <summary>Sets the account key by which a list answers this user.</summary>
[Cmdlet(VerbsCommon.Set, "BlocklistKey", SupportsShouldProcess = true, DefaultParameterSetName = "Key",
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Set-BlocklistKey.md")]
[OutputType(typeof(void))]
public sealed class SetBlocklistKeyCommand : BlocklistKeyCommand
{
    /// <summary>The key; asked for, and not shown, where it is left out.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Key")]
    [Secret]
    public SecureString? Key { get; set; }

    /// <summary>The key as the password of a credential; its user name is not used.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Credential")]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Keeps the key in the user's key file, for later sessions.</summary>
    [Parameter]
    public SwitchParameter Persist { get; set; }

    private protected override void Change(Blocklist list, string keyFile)
    {
        string text = new NetworkCredential("", Key ?? Credential!.Password).Password.Trim();
        if (!AccountKey.IsValid(text))
        {
            Fail(new Problem("InvalidKey", list.Id, list.Id));
        }

        if (MayDo(list.Id, Persist ? "Set the account key and keep it in " + keyFile : "Set the account key for this session"))
        {
            CatalogStore.Process.SetKey(list.Id, new AccountKey(text), Persist);
        }
    }
}
