using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.Cases;

/// <summary>Starts processes that share a file with others.</summary>
internal static class StoreProcess
{
    private static readonly string Worker = Path.Combine(RepositoryFolder.Path, "artifacts", "bin", "DelistTools.StoreWorker", "release", "DelistTools.StoreWorker.dll");

    /// <summary>Starts a process that adds events to case 1 of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="count">How many events.</param>
    /// <param name="length">How long each is.</param>
    /// <param name="shell">What a shell does before, such as setting a limit, and how it starts the command "$@"; nothing where left out.</param>
    internal static Process Start(string store, int count, int length = 10, string? shell = null) =>
        Start(shell, store, count.ToString(CultureInfo.InvariantCulture), length.ToString(CultureInfo.InvariantCulture));

    /// <summary>Starts a process that asks an operator by the counts of a state file.</summary>
    /// <param name="file">The state file.</param>
    /// <param name="count">How many questions.</param>
    /// <param name="dailyLimit">The operator's number for the day.</param>
    /// <param name="shell">As above.</param>
    internal static Process Ask(string file, int count, int dailyLimit, string? shell = null) =>
        Start(shell, "budget", file, count.ToString(CultureInfo.InvariantCulture), dailyLimit.ToString(CultureInfo.InvariantCulture));

    /// <summary>Starts a process that tells the file of lists' health about lists.</summary>
    /// <param name="file">The file.</param>
    /// <param name="shell">As above.</param>
    /// <param name="lists">Their names.</param>
    internal static Process Tell(string file, string? shell, params string[] lists) => Start(shell, ["health", file, .. lists]);

    private static Process Start(string? shell, params string[] arguments)
    {
        Assert.True(File.Exists(Worker), Worker + " is not built.");
        string[] command = ["dotnet", Worker, .. arguments];
        ProcessStartInfo start = shell is null ? new(command[0], command[1..]) : new("sh", ["-c", shell, "sh", .. command]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        // The runtime keeps its own code in a large file in memory, which a limit on files would not let it have.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>The lines that a process prints until its end.</summary>
    internal static async Task<IReadOnlyList<string>> LinesAsync(Process process)
    {
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
