using System.Text;

namespace DelistTools.Diagnosis;

/// <summary>A recipient that the text of a bounce names, with the lines that follow up to the next one.</summary>
internal sealed class BounceSegment
{
    private const int Longest = 32_768;

    private readonly StringBuilder _text = new();

    /// <param name="recipient">The recipient; null for what stands before the first one.</param>
    /// <param name="label">The line that names it, where that says something of it; else null.</param>
    internal BounceSegment(string? recipient, string? label)
    {
        Recipient = recipient;
        Label = label;
    }

    internal string? Recipient { get; }

    internal string? Label { get; }

    internal string Text => _text.ToString();

    internal bool IsEmpty => _text.ToString().Trim().Length == 0;

    internal void Add(string line)
    {
        if (_text.Length + line.Length < Longest)
        {
            _text.Append(line.TrimEnd()).Append('\n');
        }
    }
}
