using System;
using System.Collections.Generic;
using DelistTools.Shell.Editing;
using DelistTools.Shell.Terminal;
using Xunit;

namespace DelistTools.Tests.Shell;

public sealed class LineEditorTests : IDisposable
{
    private readonly MemoryConsole _console = MemoryConsole.AsTerminal(width: 20);
    private readonly TerminalEmulator _screen = new(width: 20);

    public LineEditorTests()
    {
        _console.Written += (_, text) => _screen.Write(text);
    }

    public void Dispose()
    {
        _console.Dispose();
    }

    [Fact]
    public void Read_TypedLine_IsGivenBackAndEchoed()
    {
        _console.Type("hello\n");

        LineResult line = new LineEditor(_console).Read("> ");

        Assert.Equal(new LineResult(LineEnd.Entered, "hello"), line);
        Assert.Equal(["> hello", ""], _screen.Rows);
    }

    [Fact]
    public void Read_EditingKeys_ChangeTheText()
    {
        _console.Type("bcx");
        _console.Press(ConsoleKey.Backspace);
        _console.Press(ConsoleKey.Home);
        _console.Type("a-");
        _console.Press(ConsoleKey.RightArrow);
        _console.Press(ConsoleKey.Delete);
        _console.Press(ConsoleKey.End);
        _console.Type("d");
        _console.Press(ConsoleKey.LeftArrow);
        _console.Type("c\n");

        Assert.Equal("a-bcd", new LineEditor(_console).Read("> ").Text);
    }

    [Fact]
    public void Read_ControlKeys_MoveAndDeleteByWordAndToTheEnds()
    {
        _console.Type("one two three");
        _console.Press(ConsoleKey.W, control: true);
        _console.Press(ConsoleKey.LeftArrow, control: true);
        _console.Press(ConsoleKey.U, control: true);
        _console.Press(ConsoleKey.RightArrow, control: true);
        _console.Type("x y");
        _console.Press(ConsoleKey.LeftArrow);
        _console.Press(ConsoleKey.K, control: true);
        _console.Type("\n");

        Assert.Equal("two x ", new LineEditor(_console).Read("> ").Text);
    }

    [Fact]
    public void Read_SurrogatePair_IsOneCharacterToTheKeys()
    {
        _console.Type("a\U0001F4E7b");
        _console.Press(ConsoleKey.LeftArrow);
        _console.Press(ConsoleKey.Backspace);
        _console.Type("\n");

        Assert.Equal("ab", new LineEditor(_console).Read("> ").Text);
    }

    [Fact]
    public void Read_ControlC_CancelsTheLine()
    {
        _console.Type("rm");
        _console.Press(ConsoleKey.C, control: true);

        Assert.Equal(new LineResult(LineEnd.Cancelled, ""), new LineEditor(_console).Read("> "));
        Assert.Equal("> rm^C", _screen.Rows[0]);
    }

    [Fact]
    public void Read_ControlD_EndsTheInputOnAnEmptyLineOnly()
    {
        _console.Type("a");
        _console.Press(ConsoleKey.D, control: true);
        _console.Press(ConsoleKey.Backspace);
        _console.Press(ConsoleKey.D, control: true);

        Assert.Equal(LineEnd.EndOfInput, new LineEditor(_console).Read("> ").End);
    }

    [Fact]
    public void Read_UpAndDown_WalkTheHistoryAndComeBackToTheDraft()
    {
        InputHistory history = new();
        history.Add("first");
        history.Add("second");
        history.Add("second");
        LineEditor editor = new(_console, history);

        _console.Type("draft");
        _console.Press(ConsoleKey.UpArrow);
        _console.Press(ConsoleKey.UpArrow);
        _console.Press(ConsoleKey.UpArrow);
        _console.Type("\n");
        Assert.Equal("first", editor.Read("> ").Text);

        _console.Type("draft");
        _console.Press(ConsoleKey.UpArrow);
        _console.Press(ConsoleKey.DownArrow);
        _console.Press(ConsoleKey.DownArrow);
        _console.Type("\n");
        Assert.Equal("draft", editor.Read("> ").Text);
    }

    [Fact]
    public void Read_Tab_CyclesThroughTheCandidates()
    {
        FixedCompleter completer = new(new CompletionSet(4, 2, ["aa", "bbb", "c"]));
        LineEditor editor = new(_console, completer: completer);

        _console.Type("Get-xx\t\t\t\t\t\n");

        Assert.Equal("Get-bbb", editor.Read("> ").Text);
        Assert.Equal([("Get-xx", 6)], completer.Asked);
    }

    [Fact]
    public void Read_ShiftTab_CyclesBackwards()
    {
        LineEditor editor = new(_console, completer: new FixedCompleter(new CompletionSet(0, 1, ["aa", "bbb"])));
        _console.Type("x");
        _console.Press(ConsoleKey.Tab, shift: true);
        _console.Type("\n");

        Assert.Equal("bbb", editor.Read("> ").Text);
    }

    [Fact]
    public void Read_TabWithoutCandidates_LeavesTheLine()
    {
        _console.Type("x\t\n");

        Assert.Equal("x", new LineEditor(_console, completer: new FixedCompleter(null)).Read("> ").Text);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(19)]
    [InlineData(37)]
    [InlineData(38)]
    [InlineData(39)]
    public void Read_LineOverSeveralRows_IsDrawnOnce(int length)
    {
        string text = new('a', length);
        _console.Type(text);
        _console.Press(ConsoleKey.Home);
        _console.Press(ConsoleKey.Delete);
        _console.Type("b\n");

        Assert.Equal("b" + text[1..], new LineEditor(_console).Read("> ").Text);
        Assert.Equal("> b" + text[1..], string.Concat(_screen.Rows));
        Assert.Equal(0, _screen.Column);
    }

    [Fact]
    public void Read_RecalledCommandOfSeveralLines_IsDrawnAsSuch()
    {
        InputHistory history = new();
        history.Add("if (1) {\n2\n}");
        _console.Press(ConsoleKey.UpArrow);
        _console.Press(ConsoleKey.UpArrow);
        _console.Type("\n");

        Assert.Equal("if (1) {\n2\n}", new LineEditor(_console, history).Read("> ").Text);
        Assert.Equal(["> if (1) {", "2", "}", ""], _screen.Rows);
    }

    [Fact]
    public void Read_WideCharacters_PlaceTheCursorByColumns()
    {
        _console.Type("日本");
        _console.Press(ConsoleKey.LeftArrow);
        _console.EndKeys();

        // The keys run out while the editor waits, which leaves the screen as a user would see it.
        Assert.Throws<InvalidOperationException>(() => new LineEditor(_console).Read("> "));
        Assert.Equal(4, _screen.Column);
    }

    [Fact]
    public void Read_RedirectedInput_TakesLinesFromIt()
    {
        using MemoryConsole console = new() { Input = new System.IO.StringReader("one\n") };
        LineEditor editor = new(console);

        Assert.Equal(new LineResult(LineEnd.Entered, "one"), editor.Read("> "));
        Assert.Equal(LineEnd.EndOfInput, editor.Read("> ").End);
    }

    private sealed class FixedCompleter(CompletionSet? set) : IInputCompleter
    {
        internal List<(string, int)> Asked { get; } = [];

        public CompletionSet? Complete(string text, int cursor)
        {
            Asked.Add((text, cursor));
            return set;
        }
    }
}
