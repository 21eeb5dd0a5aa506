using System;
using System.Globalization;
using System.Text;

namespace DelistTools.Lab;

/// <summary>Domain names between their text and their bytes on the wire (RFC 1035 sections 3.1 and 5.1).</summary>
internal static class DnsName
{
    private const int MaximumLabel = 63;
    private const int MaximumName = 255;

    /// <summary>The name without a trailing dot, in lower case: the form in which names are compared.</summary>
    public static string Normalize(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var end = name.EndsWith('.') && !name.EndsWith("\\.", StringComparison.Ordinal) ? name.Length - 1 : name.Length;
        return name[..end].ToLowerInvariant();
    }

    /// <summary>Whether a normalized name is the zone or lies below it.</summary>
    public static bool IsWithin(string name, string zone) =>
        zone.Length == 0
        || (name.EndsWith(zone, StringComparison.Ordinal)
            && (name.Length == zone.Length || name[name.Length - zone.Length - 1] == '.'));

    /// <summary>The name one label up; null for the root.</summary>
    public static string? Parent(string name)
    {
        if (name.Length == 0)
        {
            return null;
        }

        var dot = NextDot(name, 0);
        return dot < 0 ? string.Empty : name[(dot + 1)..];
    }

    /// <summary>Writes a name, uncompressed.</summary>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="ArgumentException">A label is empty or longer than 63 bytes, or the name longer than 255.</exception>
    public static int Write(Span<byte> target, string name)
    {
        var written = 0;
        var start = 0;
        while (start < name.Length)
        {
            var dot = NextDot(name, start);
            var end = dot < 0 ? name.Length : dot;
            var length = WriteLabel(target[(written + 1)..], name.AsSpan(start, end - start));
            if (length is 0 or > MaximumLabel)
            {
                throw new ArgumentException(
                    $"'{name}' is no domain name: a label has 1 to {MaximumLabel} bytes.", nameof(name));
            }

            target[written] = (byte)length;
            written += 1 + length;
            start = end + 1;
        }

        target[written++] = 0;
        return written <= MaximumName
            ? written
            : throw new ArgumentException($"'{name}' is longer than {MaximumName} bytes on the wire.", nameof(name));
    }

    /// <summary>Reads an uncompressed name, as questions have it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="offset">Where the name begins; afterwards, where it has ended.</param>
    /// <param name="name">The name's text in the letters sent, without a trailing dot.</param>
    /// <returns>False: cut short, compressed or too long.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, ref int offset, out string name)
    {
        name = string.Empty;
        Span<char> text = stackalloc char[MaximumName * 4];
        var length = 0;
        var begin = offset;
        while (offset < message.Length && offset - begin < MaximumName)
        {
            int label = message[offset++];
            if (label == 0)
            {
                name = new string(text[..length]);
                return true;
            }

            if (label > MaximumLabel || offset + label > message.Length || offset + label - begin > MaximumName)
            {
                return false;
            }

            if (length > 0)
            {
                text[length++] = '.';
            }

            length += Escape(message.Slice(offset, label), text[length..]);
            offset += label;
        }

        return false;
    }

    /// <summary>The place of the next dot that separates labels, or -1.</summary>
    internal static int NextDot(string name, int start)
    {
        for (var i = start; i < name.Length; i++)
        {
            if (name[i] == '\\')
            {
                i++;
            }
            else if (name[i] == '.')
            {
                return i;
            }
        }

        return -1;
    }

    private static int Escape(ReadOnlySpan<byte> label, Span<char> text)
    {
        var length = 0;
        foreach (var value in label)
        {
            if (value is (byte)'.' or (byte)'\\')
            {
                text[length++] = '\\';
                text[length++] = (char)value;
            }
            else if (value is > 32 and < 127)
            {
                text[length++] = (char)value;
            }
            else
            {
                text[length++] = '\\';
                text[length++] = (char)('0' + (value / 100));
                text[length++] = (char)('0' + (value / 10 % 10));
                text[length++] = (char)('0' + (value % 10));
            }
        }

        return length;
    }

    private static int WriteLabel(Span<byte> target, ReadOnlySpan<char> label)
    {
        var length = 0;
        for (var i = 0; i < label.Length && length < target.Length; i++)
        {
            if (label[i] != '\\' || i + 1 == label.Length)
            {
                length += Encoding.UTF8.GetBytes(label.Slice(i, 1), target[length..]);
            }
            else if (i + 3 < label.Length && char.IsAsciiDigit(label[i + 1]))
            {
                target[length++] = byte.Parse(label.Slice(i + 1, 3), CultureInfo.InvariantCulture);
                i += 3;
            }
            else
            {
                target[length++] = (byte)label[++i];
            }
        }

        return length;
    }
}
