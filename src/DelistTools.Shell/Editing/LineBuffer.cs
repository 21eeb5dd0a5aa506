using System.Globalization;

namespace DelistTools.Shell.Editing;

/// <summary>The text being typed and the place of the cursor in it, moved by whole characters as a reader sees them.</summary>
internal sealed class LineBuffer
{
    internal string Text { get; private set; } = "";

    /// <summary>Index in <see cref="Text"/> before which the cursor stands.</summary>
    internal int Cursor { get; private set; }

    internal void Insert(char c)
    {
        Text = Text.Insert(Cursor, c.ToString());
        Cursor++;
    }

    internal void Set(string text)
    {
        Text = text;
        Cursor = text.Length;
    }

    internal void Replace(int start, int length, string with)
    {
        Text = Text.Remove(start, length).Insert(start, with);
        Cursor = start + with.Length;
    }

    internal void Left()
    {
        Cursor = Previous();
    }

    internal void Right()
    {
        Cursor = Next();
    }

    internal void Home()
    {
        Cursor = 0;
    }

    internal void End()
    {
        Cursor = Text.Length;
    }

    internal void WordLeft()
    {
        Cursor = WordStart();
    }

    internal void WordRight()
    {
        int i = Cursor;
        while (i < Text.Length && !char.IsWhiteSpace(Text[i]))
        {
            i++;
        }

        while (i < Text.Length && char.IsWhiteSpace(Text[i]))
        {
            i++;
        }

        Cursor = i;
    }

    internal void Backspace()
    {
        RemoveBackTo(Previous());
    }

    internal void Delete()
    {
        Text = Text.Remove(Cursor, Next() - Cursor);
    }

    internal void DeleteWordLeft()
    {
        RemoveBackTo(WordStart());
    }

    internal void DeleteToStart()
    {
        RemoveBackTo(0);
    }

    internal void DeleteToEnd()
    {
        Text = Text[..Cursor];
    }

    private void RemoveBackTo(int start)
    {
        Text = Text.Remove(start, Cursor - start);
        Cursor = start;
    }

    private int Next()
    {
        return Cursor + StringInfo.GetNextTextElementLength(Text, Cursor);
    }

    private int Previous()
    {
        // Where a character begins is only known from the front.
        int start = 0;
        for (int i = 0; i < Cursor; i += StringInfo.GetNextTextElementLength(Text, i))
        {
            start = i;
        }

        return start;
    }

    private int WordStart()
    {
        int i = Cursor;
        while (i > 0 && char.IsWhiteSpace(Text[i - 1]))
        {
            i--;
        }

        while (i > 0 && !char.IsWhiteSpace(Text[i - 1]))
        {
            i--;
        }

        return i;
    }
}
