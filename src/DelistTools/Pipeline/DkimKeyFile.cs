using System;
using System.IO;
using System.Management.Automation;
using DelistTools.Mail;

namespace DelistTools.Pipeline;

/// <summary>Reads the key that a message is to be signed with, and tries it.</summary>
internal static class DkimKeyFile
{
    /// <param name="path">The file; null where none is given.</param>
    /// <param name="selector">The selector.</param>
    /// <param name="domain">The signing domain; null: the sender's.</param>
    /// <param name="resolve">Makes a full path of what the user gives.</param>
    /// <returns>The key; or what is wrong; or neither, where no key is given.</returns>
    internal static (DkimKey? Key, Problem? Problem) Read(string? path, string? selector, string? domain, Func<string, string> resolve)
    {
        if (path is null)
        {
            return (null, selector is null && domain is null ? null : new Problem("DkimKeyMissing", selector is null ? "-DkimDomain" : "-DkimSelector"));
        }

        string name = selector?.Trim() ?? "";
        if (name.Length == 0)
        {
            return (null, new Problem("DkimSelectorMissing", path));
        }

        // A selector is a name below the domain (RFC 6376, section 3.1).
        string? signer = domain is null ? null : DomainNameText.Normalise(domain);
        if (domain is not null && signer is null)
        {
            return (null, new Problem("InvalidMailDomain", domain, domain));
        }

        if (DomainNameText.Normalise(name + "._domainkey.invalid") is null)
        {
            return (null, new Problem("InvalidMailDomain", name, name));
        }

        try
        {
            DkimKey key = new(File.ReadAllText(resolve(path)), name, signer);
            ProbeMessageBuilder.Build("a@" + (signer ?? "sender.internal"), "b@receiver.internal", "mail.sender.internal", DateTimeOffset.UtcNow, key, out _);
            return (key, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or DkimKeyException
            or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            return (null, new Problem("DkimKeyNotRead", path, path, e.Message.TrimEnd('.')));
        }
    }
}
