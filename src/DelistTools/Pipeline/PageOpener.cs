using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation.Host;

namespace DelistTools.Commands;

/// <summary>Opens web pages in the user's browser, where there is a user.</summary>
internal static class PageOpener
{
    /// <summary>Opens the page. Null when it was handed to the system; otherwise why it was not.</summary>
    internal static string? Open(string url, PSHost host)
    {
        // The address may come from a reply: nothing but a web page is ever handed to the system's shell.
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? page) || (page.Scheme != Uri.UriSchemeHttps && page.Scheme != Uri.UriSchemeHttp))
        {
            return "it is no web address";
        }

        string? absent = NobodyThere(host);
        if (absent is not null)
        {
            return absent;
        }

        try
        {
            using Process? started = Process.Start(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true });
            return null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException or FileNotFoundException)
        {
            return e.Message.TrimEnd('.');
        }
    }

    /// <summary>Why nobody could look at a page; null where somebody can.</summary>
    private static string? NobodyThere(PSHost host)
    {
        bool isWindows = Path.DirectorySeparatorChar == '\\';
        if (!Environment.UserInteractive || host.Name is "Default Host" or "ServerRemoteHost" || IsToldSo() || Console.IsInputRedirected)
        {
            return "this session is not interactive";
        }

        bool hasScreen = isWindows || Directory.Exists("/System/Library")
            || new[] { "DISPLAY", "WAYLAND_DISPLAY" }.Any(v => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(v)));
        return hasScreen ? null : "there is no desktop here";
    }

    /// <summary>PowerShell was started with -NonInteractive, or a shortening of it that is not ambiguous.</summary>
    private static bool IsToldSo() => Environment.GetCommandLineArgs().Skip(1).Any(
        a => a.Length >= 5 && (a[0] is '-' or '/') && a.TrimStart('-', '/') is { Length: >= 4 } name
            && "noninteractive".StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
