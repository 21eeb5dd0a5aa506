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
/// </summary>
internal static class Program
{
    internal static int Main(string[] arguments) =>
        arguments[0] == "budget" ? AskAsync(arguments).GetAwaiter().GetResult() : AddEvents(arguments);

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
