using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Cases;
using DelistTools.State;

namespace DelistTools.StoreWorker;

/// <summary>
/// Arguments: the store, how many events to add to case 1, and how long each is. Prints a line with the number of each event
/// once it is kept, and the id of the error where one was not, which ends it.
/// Or: <c>budget</c>, the state file, how many questions to take, and the operator's number for the day. Prints a line for each
/// question; then what was left out, or a warning, if anything; and gives back what it did not use.
/// Or: <c>health</c>, the state file, and the names of lists, which are told healthy at that moment. Prints those of them that
/// another process had told before, and a warning, if there is one.
/// </summary>
internal static class Program
{
    internal static int Main(string[] arguments) => arguments[0] switch
    {
        "budget" => AskAsync(arguments).GetAwaiter().GetResult(),
        "health" => TellAsync(arguments).GetAwaiter().GetResult(),
        _ => AddEvents(arguments),
    };

    private static async Task<int> TellAsync(string[] arguments)
    {
        ListTestMemory memory = new(file: new SharedStateFile(arguments[1], ListTestState.Kind, ListTestState.Version), patience: TimeSpan.FromMinutes(1));
        await memory.OpenAsync().ConfigureAwait(false);
        foreach (string id in arguments[2..])
        {
            ListTestKey key = new(BlocklistKind.IPv4, "192.0.2.53", new Blocklist { Id = id, Zone = id + ".test" }, null);
            if (memory.Find(key) is not null)
            {
                Console.WriteLine(id);
            }

            memory.Keep(key, new ListTestResult { Kind = BlocklistKind.IPv4, Health = ListHealth.Healthy, Reason = "it is", CheckedAt = memory.UtcNow });
        }

        memory.Close(CancellationToken.None);
        if (memory.Warning() is { } warning)
        {
            Console.WriteLine(warning);
        }

        return 0;
    }

    private static async Task<int> AskAsync(string[] arguments)
    {
        OperatorBudget budget = new(new SharedStateFile(arguments[1], BudgetState.Kind, BudgetState.Version), patience: TimeSpan.FromMinutes(1));
        Blocklist list = new()
        {
            Id = "a-list", Operator = "Somebody", Rules = new ListRules { Pace = 1000, DailyLimit = int.Parse(arguments[3], CultureInfo.InvariantCulture) },
        };
        int count = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        for (int i = 1; i <= count; i++)
        {
            if (await budget.WaitAsync(list, "192.0.2.53", false, null, () => false, CancellationToken.None).ConfigureAwait(false) is { } leftOut)
            {
                Console.WriteLine(leftOut.Reason);
                break;
            }

            Console.WriteLine(i);
        }

        budget.Close();
        if (budget.Warning() is { } warning)
        {
            Console.WriteLine(warning);
        }

        return 0;
    }

    private static int AddEvents(string[] arguments)
    {
        CaseStore store = new(new StoreFile(arguments[0]), SystemClock.Instance);
        int count = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        string text = new('x', int.Parse(arguments[2], CultureInfo.InvariantCulture));
        try
        {
            for (int i = 0; i < count; i++)
            {
                DelistingCase changed = store.Change(1, edit => edit.Add(CaseEventKind.Note, text), CancellationToken.None);
                Console.WriteLine(changed.Events[^1].Number);
            }

            return 0;
        }
        catch (StoreException e)
        {
            Console.WriteLine(e.Problem.Id);
            return 1;
        }
    }
}
