using System;
using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>
/// Takes values that are separated by commas apart (RFC 4180), also where a quoted one holds line ends, as the bytes come.
/// A row is shown as bytes first, so that no text is made of rows that are of no concern.
/// </summary>
internal sealed class CsvRows
{
    /// <summary>What goes on longer has a quotation mark that nobody closed, so that each of its lines is a row.</summary>
    private const int LongestRow = 262_144;

    private const int MostFields = 512;

    private const byte Quote = (byte)'"';

    private readonly Action<byte[], int, int, List<FoundRefusal>> _row;
    private byte[] _open = Array.Empty<byte>();
    private int _opened;

    /// <param name="row">Is shown each row: its bytes, where it begins and ends without its line end, and where refusals go.</param>
    internal CsvRows(Action<byte[], int, int, List<FoundRefusal>> row) => _row = row;

    internal void Add(byte[] bytes, int start, int end, List<FoundRefusal> found)
    {
        while (start < end)
        {
            int length = bytes.AsSpan(start, end - start).IndexOf((byte)'\n');
            int next = length < 0 ? end : start + length + 1;
            if (_opened > 0)
            {
                Continue(bytes, start, next, found);
            }
            else if (IsOpen(bytes, start, next))
            {
                Keep(bytes, start, next);
            }
            else
            {
                Show(bytes, start, next, found);
            }

            start = next;
        }
    }

    internal void End(List<FoundRefusal> found)
    {
        GiveUp(found);
    }

    /// <summary>The values of a row.</summary>
    internal static List<string> Split(byte[] bytes, int start, int end, char separator)
    {
        string text = LogText.Decode(bytes, start, end);
        List<string> fields = new();
        int at = 0;
        while (at <= text.Length && fields.Count < MostFields)
        {
            if (at < text.Length && text[at] == '"')
            {
                fields.Add(Quoted(text, ref at));
                int rest = text.IndexOf(separator, at);
                at = rest < 0 ? text.Length + 1 : rest + 1;
                continue;
            }

            int comma = text.IndexOf(separator, at);
            comma = comma < 0 ? text.Length : comma;
            fields.Add(text.Substring(at, comma - at));
            at = comma + 1;
        }

        return fields;
    }

    /// <summary>Reads from a quotation mark to the one that closes it; two of them stand for one.</summary>
    private static string Quoted(string text, ref int at)
    {
        System.Text.StringBuilder value = new();
        int from = at + 1;
        while (true)
        {
            int quote = text.IndexOf('"', from);
            if (quote < 0)
            {
                value.Append(text, from, text.Length - from);
                at = text.Length;
                return value.ToString();
            }

            bool isPair = quote + 1 < text.Length && text[quote + 1] == '"';
            value.Append(text, from, quote + (isPair ? 1 : 0) - from);
            from = quote + (isPair ? 2 : 1);
            if (!isPair)
            {
                at = from;
                return value.ToString();
            }
        }
    }

    /// <summary>Of a row that is whole, every quotation mark has its second one.</summary>
    private static bool IsOpen(byte[] bytes, int start, int end)
    {
        bool open = false;
        ReadOnlySpan<byte> rest = bytes.AsSpan(start, end - start);
        for (int at = rest.IndexOf(Quote); at >= 0; at = rest.IndexOf(Quote))
        {
            open = !open;
            rest = rest.Slice(at + 1);
        }

        return open;
    }

    private void Continue(byte[] bytes, int start, int end, List<FoundRefusal> found)
    {
        bool closes = IsOpen(bytes, start, end);
        if (_opened + end - start > LongestRow)
        {
            GiveUp(found);
            Show(bytes, start, end, found);
            return;
        }

        Keep(bytes, start, end);
        if (closes)
        {
            int length = _opened;
            _opened = 0;
            Show(_open, 0, length, found);
        }
    }

    /// <summary>Shows the lines that were taken for one row, as rows.</summary>
    private void GiveUp(List<FoundRefusal> found)
    {
        int opened = _opened;
        _opened = 0;
        for (int start = 0, next; start < opened; start = next)
        {
            int length = _open.AsSpan(start, opened - start).IndexOf((byte)'\n');
            next = length < 0 ? opened : start + length + 1;
            Show(_open, start, next, found);
        }
    }

    private void Keep(byte[] bytes, int start, int end)
    {
        int length = end - start;
        if (_opened + length > _open.Length)
        {
            Array.Resize(ref _open, Math.Max(_opened + length, Math.Min(2 * _open.Length, LongestRow)));
        }

        Buffer.BlockCopy(bytes, start, _open, _opened, length);
        _opened += length;
    }

    private void Show(byte[] bytes, int start, int end, List<FoundRefusal> found)
    {
        while (end > start && bytes[end - 1] is (byte)'\n' or (byte)'\r')
        {
            end--;
        }

        while (start < end && bytes[start] == 0)
        {
            start++;
        }

        if (end > start)
        {
            _row(bytes, start, end, found);
        }
    }
}
