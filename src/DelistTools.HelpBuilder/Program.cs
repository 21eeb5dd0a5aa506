using System;
using System.Collections.Generic;
using System.IO;
using DelistTools.HelpBuilder.Checking;
using DelistTools.HelpBuilder.Compiled;

namespace DelistTools.HelpBuilder;

/// <summary>The tool's entry.</summary>
internal static class Program
{
    private const int Success = 0;
    private const int Disagreement = 1;
    private const int Failure = 2;

    /// <summary>0 when done, 1 when pages and cmdlets disagree, 2 when the tool could not do its work.</summary>
    public static int Main(string[] args)
    {
        return Run(args, DateOnly.FromDateTime(DateTime.Today), Console.Out, Console.Error);
    }

    /// <summary>Runs one command with the streams and the day given.</summary>
    internal static int Run(IReadOnlyList<string> arguments, DateOnly today, TextWriter output, TextWriter error)
    {
        Options options;
        try
        {
            options = Options.Parse(arguments);
        }
        catch (HelpBuilderException e)
        {
            error.WriteLine(e.Message);
            error.WriteLine(Options.Usage);
            return Failure;
        }

        try
        {
            return Run(options, ModuleReader.Read(options.ModuleFolder), today, output, error);
        }
        catch (Exception e) when (e is HelpBuilderException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return Failure;
        }
    }

    private static int Run(Options options, CompiledModule module, DateOnly today, TextWriter output, TextWriter error)
    {
        switch (options.Verb)
        {
            case "new":
                PageCommands.New(options, module, today, output);
                return Success;
            case "update":
                PageCommands.Update(options, module, output);
                return Success;
            default:
                IReadOnlyList<Finding> findings = BuildCommand.Run(options, module, output);
                foreach (Finding finding in findings)
                {
                    error.WriteLine(finding);
                }

                return findings.Count == 0 ? Success : Disagreement;
        }
    }
}
