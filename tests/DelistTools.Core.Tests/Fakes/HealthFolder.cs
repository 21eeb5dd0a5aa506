using System;
using System.IO;
using DelistTools.Blocklists;
using DelistTools.State;

namespace DelistTools.Core.Tests;

/// <summary>A folder for the file of lists' health.</summary>
internal sealed class HealthFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-health-");

    internal string FilePath => Path.Combine(_folder.FullName, "health.json");

    internal string Content => File.ReadAllText(FilePath);

    /// <summary>A memory as another process would have it.</summary>
    /// <param name="clock">The time.</param>
    /// <param name="machine">Whose it is.</param>
    /// <param name="patience">How long to wait for others; longer than any machine takes where left out.</param>
    internal ListTestMemory Open(FakeClock clock, string machine = "here", TimeSpan? patience = null) => new(
        clock.Now, clock, new SharedStateFile(FilePath, ListTestState.Kind, ListTestState.Version), machine, patience ?? TimeSpan.FromMinutes(1));

    public void Dispose() => _folder.Delete(recursive: true);
}
