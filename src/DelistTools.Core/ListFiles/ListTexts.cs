using System;
using System.IO;

namespace DelistTools.ListFiles;

/// <summary>
/// What texts of entries are put together with (rbldnsd(8), "Resulting A values and TXT templates"): variables $0 to $9, and
/// a text $= around all others. Of several definitions the first counts, for all entries of the file.
/// </summary>
internal sealed class ListTexts
{
    private readonly byte[]?[] _variables = new byte[10][];
    private byte[]? _base;

    internal void Define(int variable, byte[] bytes, int from, int end) => _variables[variable] ??= Copy(bytes, from, end);

    internal void DefineBase(byte[] bytes, int from, int end) => _base ??= Copy(bytes, from, end);

    /// <summary>The text of an entry for a target; null where it has none.</summary>
    /// <param name="bytes">Where the entry's template stands.</param>
    /// <param name="from">Where it begins.</param>
    /// <param name="length">Its length.</param>
    /// <param name="target">The address or the name of the entry.</param>
    internal string? Expand(byte[] bytes, int from, int length, string target)
    {
        bool isWhole = length > 0 && bytes[from] == '=';
        if (isWhole)
        {
            from++;
            length--;
        }

        using MemoryStream text = new();
        if (_base is null || isWhole)
        {
            Write(text, bytes, from, length, target, null);
        }
        else
        {
            byte[] inner = new byte[length];
            Buffer.BlockCopy(bytes, from, inner, 0, length);
            Write(text, _base, 0, _base.Length, target, inner);
        }

        byte[] whole = text.ToArray();
        int kept = ByteText.Cut(whole, 0, whole.Length);
        return kept == 0 ? null : ByteText.Decode(whole, 0, kept);
    }

    private void Write(MemoryStream text, byte[] template, int from, int length, string target, byte[]? inner)
    {
        for (int i = from, end = from + length; i < end && text.Length < ListFileLimits.AnswerTextLength; i++)
        {
            byte next = i + 1 < end ? template[i + 1] : (byte)0;
            if (template[i] != '$')
            {
                text.WriteByte(template[i]);
            }
            else if (next == '$')
            {
                text.WriteByte((byte)'$');
                i++;
            }
            else if (next == '=' && inner is not null)
            {
                // An entry without a text is its target.
                Write(text, inner.Length > 0 ? inner : System.Text.Encoding.ASCII.GetBytes(target));
                i++;
            }
            else if (ByteText.IsDigit(next) && _variables[next - '0'] is { } variable)
            {
                Write(text, variable);
                i++;
            }
            else if (ByteText.IsDigit(next) || next == '=')
            {
                text.WriteByte((byte)'$');
            }
            else
            {
                Write(text, System.Text.Encoding.ASCII.GetBytes(target));
            }
        }
    }

    private static void Write(MemoryStream text, byte[] bytes) => text.Write(bytes, 0, bytes.Length);

    private static byte[] Copy(byte[] bytes, int from, int end)
    {
        byte[] copy = new byte[ByteText.Cut(bytes, from, end)];
        Buffer.BlockCopy(bytes, from, copy, 0, copy.Length);
        return copy;
    }
}
