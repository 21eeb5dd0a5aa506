using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace DelistTools.State;

/// <summary>Writes JSON (RFC 8259) in one line. What is null is left out.</summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new();
    private bool _isFirst = true;

    internal JsonText Object(Action fields) => Between('{', fields, '}');

    internal void Object(string name, Action fields) => Named(name).Between('{', fields, '}');

    internal void Objects<T>(string name, IEnumerable<T> items, Action<T> fields) => Named(name).Between(
        '[',
        () =>
        {
            foreach (T item in items)
            {
                Separate();
                Between('{', () => fields(item), '}');
            }
        },
        ']');

    internal void Texts(string name, IEnumerable<string> items) => Named(name).Between(
        '[',
        () =>
        {
            foreach (string item in items)
            {
                Separate();
                Quote(item);
            }
        },
        ']');

    internal void Text(string name, string? value)
    {
        if (value is not null)
        {
            Named(name).Quote(value);
        }
    }

    internal void Choice<T>(string name, T value)
        where T : struct, Enum => Text(name, value.ToString());

    internal void Time(string name, DateTime? value) => Text(name, value is null ? null : StoreTime.Write(value.Value));

    internal void Number(string name, long? value)
    {
        if (value is not null)
        {
            Named(name)._text.Append(value.Value.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal void Flag(string name, bool value) => Named(name)._text.Append(value ? "true" : "false");

    public override string ToString() => _text.ToString();

    private JsonText Named(string name)
    {
        Separate();
        Quote(name);
        _text.Append(':');
        return this;
    }

    private void Separate()
    {
        if (!_isFirst)
        {
            _text.Append(',');
        }

        _isFirst = false;
    }

    private JsonText Between(char start, Action content, char end)
    {
        _text.Append(start);
        _isFirst = true;
        content();
        _text.Append(end);
        _isFirst = false;
        return this;
    }

    private void Quote(string value)
    {
        _text.Append('"');
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (c is '"' or '\\')
            {
                _text.Append('\\').Append(c);
            }
            else if (c is >= ' ' and <= '~')
            {
                _text.Append(c);
            }
            else
            {
                // Also what is no ASCII: whatever a file is sent through, it stays what it was.
                _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        _text.Append('"');
    }
}
