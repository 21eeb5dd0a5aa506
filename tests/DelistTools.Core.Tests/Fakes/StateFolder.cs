using System;
using System.IO;
using DelistTools.Blocklists;
using DelistTools.State;

namespace DelistTools.Core.Tests;

/// <summary>A folder for a state file, which a budget may still be writing when its test is over.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-budgets-");

    internal string FilePath => Path.Combine(_folder.FullName, "budgets.json");

    /// <summary>A budget as another process would have it, whose time moves only when a test or its waiting moves it.</summary>
    /// <param name="clock">The time.</param>
    /// <param name="patience">How long to wait for others; longer than any machine takes where left out.</param>
    internal OperatorBudget Open(FakeClock clock, TimeSpan? patience = null) => new(
        new SharedStateFile(FilePath, BudgetState.Kind, BudgetState.Version), clock, clock.Now, clock.DelayAsync, patience ?? TimeSpan.FromMinutes(1));

    public void Dispose()
    {
        for (int left = 100; ; left--)
        {
            try
            {
                _folder.Delete(recursive: true);
                return;
            }
            catch (IOException) when (left > 0)
            {
                System.Threading.Thread.Yield();
            }
        }
    }
}
