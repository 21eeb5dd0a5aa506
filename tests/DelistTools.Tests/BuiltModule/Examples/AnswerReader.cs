using System.Collections.Generic;
using System.IO;
using DelistTools.Shell.Terminal;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>What the reader of a page types where a command asks; the console shows it, as a terminal does.</summary>
internal sealed class AnswerReader(MemoryConsole console) : TextReader
{
    private readonly Queue<string> _answers = new();

    /// <summary>Answers that nobody has asked for.</summary>
    internal int Left => _answers.Count;

    internal void Add(string answer) => _answers.Enqueue(answer);

    /// <summary>The next answer; null, as at the end of the input, where there is none.</summary>
    public override string? ReadLine()
    {
        if (!_answers.TryDequeue(out string? answer))
        {
            return null;
        }

        console.Write(OutputKind.Prompt, answer + "\n");
        return answer;
    }
}
