using System;
using System.Globalization;
using System.Threading;
using DelistTools.Cases;

namespace DelistTools.StoreWorker;

/// <summary>
/// Arguments: the store, how many events to add to case 1, and how long each is. Prints a line with the number of each event
/// once it is kept, and the id of the error where one was not, which ends it.
/// </summary>
internal static class Program
{
    internal static int Main(string[] arguments)
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
