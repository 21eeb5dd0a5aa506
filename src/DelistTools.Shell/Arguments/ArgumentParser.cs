using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;

namespace DelistTools.Shell.Arguments;

/// <summary>Reads the command line the way <c>pwsh</c> does (about_Pwsh): names in any case, abbreviated, with one or two hyphens.</summary>
internal static class ArgumentParser
{
    // The full name, then the shortest beginning that pwsh takes for it, then its other names.
    private static readonly (string Name, string Shortest, string[] Others)[] Known =
    [
        ("command", "c", []),
        ("file", "f", []),
        ("nologo", "nol", []),
        ("noninteractive", "noni", []),
        ("noexit", "noe", []),
        ("noprofile", "nop", []),
        ("executionpolicy", "ex", ["ep"]),
        ("workingdirectory", "wo", ["wd"]),
        ("help", "h", ["?"]),
        ("version", "v", []),
        ("module", "mod", []),
        ("nomodule", "nom", []),
    ];

    /// <exception cref="UsageException">An argument is unknown, or one that needs a value has none.</exception>
    internal static ShellArguments Parse(IReadOnlyList<string> args)
    {
        ShellArguments result = new();
        for (int i = 0; i < args.Count; i++)
        {
            string? name = NameOf(args[i]);
            switch (name)
            {
                case "command":
                    return WithCommand(result, [.. args.Skip(i + 1)]);
                case "file":
                    string path = ValueOf(args, ++i, "-File", "the path of a script");
                    return path == "-"
                        ? result with { Action = ShellAction.CommandFromInput }
                        : WithScript(result, path, false, [.. args.Skip(i + 1)]);
                case "nologo":
                    result = result with { NoLogo = true };
                    break;
                case "noninteractive":
                    result = result with { NonInteractive = true };
                    break;
                case "noexit":
                    result = result with { NoExit = true };
                    break;
                case "noprofile":
                    break;
                case "executionpolicy":
                    _ = ValueOf(args, ++i, "-ExecutionPolicy", "a policy, which is ignored here");
                    break;
                case "workingdirectory":
                    result = result with { WorkingDirectory = ValueOf(args, ++i, "-WorkingDirectory", "a directory") };
                    break;
                case "module":
                    result = result with { ModulePath = ValueOf(args, ++i, "-Module", "the path of a module") };
                    break;
                case "nomodule":
                    result = result with { NoModule = true };
                    break;
                case "help":
                    return result with { Action = ShellAction.Help };
                case "version":
                    return result with { Action = ShellAction.Version };
                default:
                    if (args[i] == "-")
                    {
                        return result with { Action = ShellAction.CommandFromInput };
                    }

                    return IsDash(args[i])
                        ? throw new UsageException(
                            $"The argument '{args[i]}' is not known. See -Help; what a script is to get stands after the script's name.")
                        : WithScript(result, args[i], true, [.. args.Skip(i + 1)]);
            }
        }

        return result;
    }

    private static ShellArguments WithCommand(ShellArguments result, string[] rest)
    {
        return rest switch
        {
            [] => throw new UsageException("-Command has no command. Write one after it, or '-' to read it from standard input."),
            ["-"] => result with { Action = ShellAction.CommandFromInput },
            ["-", ..] => throw new UsageException("'-' was specified with -Command, and more follows it. Nothing may stand after '-'."),
            _ => result with { Action = ShellAction.Command, CommandText = string.Join(' ', rest) },
        };
    }

    private static ShellArguments WithScript(ShellArguments result, string path, bool positional, string[] rest)
    {
        return result with
        {
            Action = ShellAction.File,
            ScriptPath = path,
            ScriptIsPositional = positional,
            ScriptArguments = ScriptArgumentsOf(rest),
        };
    }

    /// <summary>
    /// Parameters keep their hyphen: the engine then treats them as typed, so a name takes the argument after it when
    /// it is no switch. A value glued on with a colon is text, except the two booleans, which only a switch can need.
    /// </summary>
    private static List<CommandParameter> ScriptArgumentsOf(string[] rest)
    {
        List<CommandParameter> result = [];
        string? pending = null;
        foreach (string arg in rest)
        {
            if (pending is not null)
            {
                result.Add(new CommandParameter(pending, ValueFrom(arg)));
                pending = null;
            }
            else if (!IsDash(arg) || !(char.IsLetter(arg[1]) || arg[1] == '_'))
            {
                result.Add(new CommandParameter(null!, arg));
            }
            else
            {
                int colon = arg.IndexOf(':', StringComparison.Ordinal);
                if (colon < 0)
                {
                    result.Add(new CommandParameter(arg));
                }
                else if (colon == arg.Length - 1)
                {
                    pending = arg;
                }
                else
                {
                    result.Add(new CommandParameter(arg[..(colon + 1)], ValueFrom(arg[(colon + 1)..])));
                }
            }
        }

        if (pending is not null)
        {
            throw new UsageException($"The script's argument '{pending}' has no value after its colon. Write one, or leave out the colon.");
        }

        return result;
    }

    private static object ValueFrom(string text)
    {
        return text.ToUpperInvariant() switch
        {
            "$TRUE" => true,
            "$FALSE" => false,
            _ => text,
        };
    }

    private static string? NameOf(string arg)
    {
        if (!IsDash(arg))
        {
            return null;
        }

        string key = arg.TrimStart('-').ToLowerInvariant();
        return Known
            .Where(k => k.Others.Contains(key)
                || (key.StartsWith(k.Shortest, StringComparison.Ordinal) && k.Name.StartsWith(key, StringComparison.Ordinal)))
            .Select(k => k.Name)
            .FirstOrDefault();
    }

    private static bool IsDash(string arg)
    {
        return arg.Length > 1 && arg[0] == '-';
    }

    private static string ValueOf(IReadOnlyList<string> args, int index, string name, string what)
    {
        return index < args.Count
            ? args[index]
            : throw new UsageException($"{name} has no value. Write {what} after it.");
    }
}
