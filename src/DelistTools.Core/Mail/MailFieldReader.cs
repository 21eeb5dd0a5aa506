using System;
using System.Collections.Generic;
using System.Text;

namespace DelistTools.Mail;

/// <summary>
/// Reads groups of fields out of plain text: the content of a delivery status (RFC 3464, section 2.1), or header fields that
/// stand in a text. Lines that begin with a space continue the field before them (RFC 5322, section 2.2.3); empty lines part
/// the groups.
/// </summary>
internal static class MailFieldReader
{
    /// <summary>A report on more recipients than that is cut.</summary>
    private const int MostGroups = 20_000;

    private const int MostFields = 200;

    private const int LongestValue = 32_768;

    /// <summary>The groups that have fields at all.</summary>
    /// <param name="text">The text, its line ends turned into line feeds.</param>
    internal static IReadOnlyList<MailFields> Groups(string text)
    {
        List<MailFields> groups = new();
        List<KeyValuePair<string, string>> fields = new();
        string? name = null;
        StringBuilder value = new();
        int start = 0;
        while (start <= text.Length && groups.Count < MostGroups)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            string line = text.Substring(start, Math.Min(end - start, LongestValue)).TrimEnd();
            start = end + 1;
            if (line.Length == 0)
            {
                Close(fields, ref name, value);
                if (fields.Count > 0)
                {
                    groups.Add(new MailFields(fields.ToArray()));
                    fields.Clear();
                }
            }
            else if (name is not null && (line[0] is ' ' or '\t' || NameEnd(line) < 0))
            {
                // Some servers fold without the space.
                if (value.Length + line.Length < LongestValue)
                {
                    value.Append(' ').Append(line.Trim());
                }
            }
            else if (NameEnd(line.TrimStart()) is int colon and > 0)
            {
                Close(fields, ref name, value);
                line = line.TrimStart();
                name = fields.Count < MostFields ? line.Substring(0, colon).TrimEnd() : null;
                value.Append(line.Substring(colon + 1).Trim());
            }
        }

        Close(fields, ref name, value);
        if (fields.Count > 0)
        {
            groups.Add(new MailFields(fields.ToArray()));
        }

        return groups;
    }

    /// <summary>The place of the colon behind the name of a field that a line begins with; -1 where it begins with none.</summary>
    internal static int NameEnd(string line)
    {
        int end = 0;
        while (end < line.Length && line[end] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_')
        {
            end++;
        }

        int colon = end;
        while (colon < line.Length && line[colon] is ' ' or '\t')
        {
            colon++;
        }

        return end is > 0 and <= 64 && colon < line.Length && line[colon] == ':' ? colon : -1;
    }

    private static void Close(List<KeyValuePair<string, string>> fields, ref string? name, StringBuilder value)
    {
        if (name is not null)
        {
            fields.Add(new KeyValuePair<string, string>(name, value.ToString().Trim()));
        }

        name = null;
        value.Clear();
    }
}
