using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;

namespace DelistTools.Lab;

/// <summary>Writes Dovecot's configuration, for root and for everybody else.</summary>
internal static class DovecotConfiguration
{
    private const string PackageUser = "dovecot";

    public static string Text(DovecotOptions options, string folder, IReadOnlyList<int> ports, string ready)
    {
        // Root's own mailboxes Dovecot refuses to open; the package brings a user along.
        var isRoot = Environment.IsPrivilegedProcess;
        var user = isRoot ? PackageUser : Environment.UserName;
        var group = isRoot ? PackageUser : OwnGroup();
        var text = new StringBuilder(File.ReadAllText(LabData.DovecotTemplateFile))
            .Replace("@DIR@", folder)
            .Replace("@IMAP@", $"{ports[0]}")
            .Replace("@IMAPS@", $"{ports[1]}")
            .Replace("@LMTP@", $"{ports[2]}")
            .Replace("@READY@", ready)
            .Replace("@JUNK@", $"\"{options.JunkFolder}\"")
            .Replace("@PASSWORD@", DovecotServer.Password)
            .Replace("@USER@", user)
            .Replace("@GROUP@", group);
        if (!isRoot)
        {
            // Without root there is nobody else to be, and no way to change the root folder.
            text.AppendLine()
                .Append("default_login_user = ").AppendLine(user)
                .Append("default_internal_user = ").AppendLine(user)
                .Append("default_internal_group = ").AppendLine(group);
            foreach (var service in (string[])["imap-login", "anvil", "lmtp"])
            {
                text.Append("service ").Append(service).AppendLine(" {").AppendLine("  chroot =").AppendLine("}");
            }
        }

        foreach (var line in options.ConfigurationLines)
        {
            text.AppendLine(line);
        }

        return text.ToString();
    }

    private static string OwnGroup()
    {
        using var id = Process.Start(new ProcessStartInfo(ProgramSearch.Find("id"), "-gn") { RedirectStandardOutput = true })!;
        return id.StandardOutput.ReadToEnd().Trim();
    }
}
