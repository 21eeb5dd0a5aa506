using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using DelistTools.Shell.Editing;
using DelistTools.Shell.Terminal;

namespace DelistTools.Shell.Hosting;

/// <summary>
/// Asks the user what a cmdlet needs to know. Where nobody can answer, each question fails at once, because a script
/// that waits for an answer that never comes is worse than one that says what it lacked.
/// </summary>
internal sealed class PromptReader
{
    private readonly IConsole _console;
    private readonly bool _nonInteractive;
    private readonly Action _interrupt;
    private readonly LineEditor _editor;

    /// <param name="interrupt">Stops what is running, when the user presses Ctrl+C instead of answering.</param>
    internal PromptReader(IConsole console, bool nonInteractive, Action interrupt)
    {
        _console = console;
        _nonInteractive = nonInteractive;
        _interrupt = interrupt;
        _editor = new LineEditor(console);
    }

    /// <summary>Called before anything is asked.</summary>
    internal Action? Asking { get; set; }

    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    internal string ReadLine()
    {
        return Ask("", "a line of text");
    }

    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    internal SecureString ReadSecret(string prompt)
    {
        EnsureAnswerable("a secret");
        return new SecretReader(_console).Read(prompt) ?? throw Interrupted();
    }

    /// <summary>The index of the chosen entry.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    internal int AskChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        EnsureAnswerable(string.IsNullOrEmpty(message) ? "a choice" : $"a choice ('{message}')");
        WriteHeading(caption, message);
        ChoiceLabel[] labels = [.. choices.Select(c => ChoiceLabel.From(c.Label))];
        string prompt = string.Join("  ", labels.Select(l => l.Display)) + "  [?] Help";
        prompt += defaultChoice >= 0 ? $" (default is \"{labels[defaultChoice].Key}\"): " : ": ";
        while (true)
        {
            string answer = Ask(prompt, "a choice").Trim();
            if (answer.Length == 0)
            {
                if (defaultChoice >= 0)
                {
                    return defaultChoice;
                }

                continue;
            }

            int index = Array.FindIndex(labels, l => l.Matches(answer));
            if (index >= 0)
            {
                return index;
            }

            // Anything else, not only the question mark, is answered with what can be said.
            for (int i = 0; i < labels.Length; i++)
            {
                Write($"{labels[i].Key} - {choices[i].HelpMessage}{Environment.NewLine}");
            }
        }
    }

    /// <summary>A value for each field, converted to the field's type.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    internal Dictionary<string, PSObject> AskFields(string caption, string message, Collection<FieldDescription> fields)
    {
        EnsureAnswerable("a value for " + string.Join(", ", fields.Select(f => f.Name)));
        WriteHeading(caption, message);
        if (fields.Any(f => !string.IsNullOrEmpty(f.HelpMessage)))
        {
            Write("(Type !? for Help.)" + Environment.NewLine);
        }

        Dictionary<string, PSObject> answers = [];
        foreach (FieldDescription field in fields)
        {
            answers[field.Name] = PSObject.AsPSObject(AskField(field));
        }

        return answers;
    }

    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    internal PSCredential AskCredential(string caption, string message, string? userName)
    {
        EnsureAnswerable("a user name and a password");
        WriteHeading(caption, message);
        string user = userName ?? "";
        while (user.Length == 0)
        {
            user = Ask("User: ", "a user name").Trim();
        }

        return new PSCredential(user, ReadSecret($"Password for user {user}: "));
    }

    private object? AskField(FieldDescription field)
    {
        Type type = TypeOf(field);
        string label = string.IsNullOrEmpty(field.Label) ? field.Name : field.Label.Replace("&", "", StringComparison.Ordinal);
        if (type == typeof(SecureString))
        {
            return ReadSecret(label + ": ");
        }

        if (type == typeof(PSCredential))
        {
            return AskCredential("", "", null);
        }

        if (!typeof(IList).IsAssignableFrom(type))
        {
            return AskValue(field, label + ": ", type);
        }

        Type element = type.GetElementType() ?? typeof(object);
        List<object?> items = [];
        while (true)
        {
            string prompt = string.Create(CultureInfo.InvariantCulture, $"{label}[{items.Count}]: ");
            object? item = AskValue(field, prompt, element, emptyEnds: true);
            if (item is null)
            {
                return LanguagePrimitives.ConvertTo(items.ToArray(), type, CultureInfo.CurrentCulture);
            }

            items.Add(item);
        }
    }

    private object? AskValue(FieldDescription field, string prompt, Type type, bool emptyEnds = false)
    {
        while (true)
        {
            string answer = Ask(prompt, $"a value for {field.Name}");
            if (answer == "!?")
            {
                string help = string.IsNullOrEmpty(field.HelpMessage) ? $"No help is available for {field.Name}." : field.HelpMessage;
                Write(help + Environment.NewLine);
            }
            else if (answer.Length == 0 && emptyEnds)
            {
                return null;
            }
            else if (LanguagePrimitives.TryConvertTo(answer, type, CultureInfo.CurrentCulture, out object value))
            {
                return value;
            }
            else
            {
                Write($"'{answer}' cannot be read as {type.Name}. Try again.{Environment.NewLine}");
            }
        }
    }

    private static Type TypeOf(FieldDescription field)
    {
        // The first is an assembly-qualified name where the asking side knew one. A type that neither finds belongs to
        // another load context; the engine converts the text when it binds it.
        return LanguagePrimitives.TryConvertTo(field.ParameterAssemblyFullName, out Type type) && type is not null
            || LanguagePrimitives.TryConvertTo(field.ParameterTypeFullName, out type) && type is not null
            ? type
            : typeof(string);
    }

    private string Ask(string prompt, string what)
    {
        EnsureAnswerable(what);
        LineResult line = _editor.Read(prompt);
        return line.End switch
        {
            LineEnd.Entered => line.Text,
            LineEnd.Cancelled => throw Interrupted(),
            _ => throw new PSInvalidOperationException($"The input ended where {what} was asked for. Give it as a parameter instead."),
        };
    }

    private PipelineStoppedException Interrupted()
    {
        _interrupt();
        return new PipelineStoppedException();
    }

    private void EnsureAnswerable(string what)
    {
        if (_nonInteractive || _console.IsInputRedirected)
        {
            string why = _nonInteractive ? "it was started with -NonInteractive" : "its standard input is no terminal";
            throw new PSInvalidOperationException(
                $"DelistTools.Shell is in NonInteractive mode ({why}). Read and Prompt functionality is not available, and {what} was asked for. "
                + "Give it as a parameter; a confirmation is given with -Confirm:$false or -Force.");
        }

        Asking?.Invoke();
    }

    private void WriteHeading(string caption, string message)
    {
        foreach (string line in new[] { caption, message }.Where(l => !string.IsNullOrEmpty(l)))
        {
            Write(line + Environment.NewLine);
        }
    }

    private void Write(string text)
    {
        _console.Write(OutputKind.Prompt, text);
    }
}
