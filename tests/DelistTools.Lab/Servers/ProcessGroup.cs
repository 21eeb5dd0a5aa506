using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>The processes that a server has started in its own process group. Linux only.</summary>
internal static class ProcessGroup
{
    private const int Kill = 9;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(2);

    /// <summary>Ends every process of a group.</summary>
    /// <param name="leader">The process id of the group's leader, which the caller has started and not yet waited for.</param>
    public static void End(int leader)
    {
        // 1 would mean all processes there are.
        ArgumentOutOfRangeException.ThrowIfLessThan(leader, 2);
        _ = SendSignal(-leader, Kill);
    }

    /// <summary>Waits until no process of a group runs any more; dead ones that nobody has waited for do not count.</summary>
    public static async Task WaitUntilGoneAsync(int leader)
    {
        while (HasMember(leader))
        {
            await Task.Delay(BetweenLooks).ConfigureAwait(false);
        }
    }

    private static bool HasMember(int leader) => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .Any(folder => IsMember(folder, leader));

    private static bool IsMember(string folder, int leader)
    {
        try
        {
            // pid (name) state parent group ...: the name may hold anything.
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is not ("Z" or "X") && int.Parse(fields[2], CultureInfo.InvariantCulture) == leader;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended since.
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
