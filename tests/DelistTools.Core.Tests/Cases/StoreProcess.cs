using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.Cases;

/// <summary>Starts processes that add events to case 1 of a store.</summary>
internal static class StoreProcess
{
    private static readonly string Worker = Path.Combine(RepositoryFolder.Path, "artifacts", "bin", "DelistTools.StoreWorker", "release", "DelistTools.StoreWorker.dll");

    /// <param name="store">The store.</param>
    /// <param name="count">How many events.</param>
    /// <param name="length">How long each is.</param>
    /// <param name="shell">What a shell does before, such as setting a limit, and how it starts the command "$@"; nothing where left out.</param>
    internal static Process Start(string store, int count, int length = 10, string? shell = null)
    {
        Assert.True(File.Exists(Worker), Worker + " is not built.");
        string[] command = ["dotnet", Worker, store, count.ToString(CultureInfo.InvariantCulture), length.ToString(CultureInfo.InvariantCulture)];
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
