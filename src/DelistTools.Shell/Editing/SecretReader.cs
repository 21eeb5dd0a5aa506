using System;
using System.Security;
using DelistTools.Shell.Terminal;

namespace DelistTools.Shell.Editing;

/// <summary>Reads a secret: each character is echoed as an asterisk and kept nowhere but in the result.</summary>
internal sealed class SecretReader
{
    private readonly IConsole _console;

    internal SecretReader(IConsole console)
    {
        _console = console;
    }

    /// <summary>Waits for the secret; null when it was cancelled with Ctrl+C, or with Ctrl+D before a character.</summary>
    internal SecureString? Read(string prompt)
    {
        _console.Write(OutputKind.Prompt, prompt);
        SecureString secret = new();
        while (true)
        {
            ConsoleKeyInfo key = _console.ReadKey();
            bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            if (key.Key == ConsoleKey.Enter || key.KeyChar is '\r' or '\n')
            {
                _console.Write(OutputKind.Prompt, "\r\n");
                secret.MakeReadOnly();
                return secret;
            }

            if (control && (key.Key == ConsoleKey.C || (key.Key == ConsoleKey.D && secret.Length == 0)))
            {
                _console.Write(OutputKind.Prompt, "^C\r\n");
                secret.Dispose();
                return null;
            }

            if (key.Key == ConsoleKey.Backspace)
            {
                if (secret.Length > 0)
                {
                    secret.RemoveAt(secret.Length - 1);
                    _console.Write(OutputKind.Prompt, "\b \b");
                }
            }
            else if (!control && !char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
                _console.Write(OutputKind.Prompt, "*");
            }
        }
    }
}
