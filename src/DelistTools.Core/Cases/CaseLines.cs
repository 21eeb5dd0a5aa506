using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;

namespace DelistTools.Cases;

/// <summary>Cases in a file, a line of JSON each. Empty lines say nothing.</summary>
internal static class CaseLines
{
    /// <summary>Far more than any case comes to; a file that is none must not fill the memory.</summary>
    internal const int LongestLine = 16 * 1024 * 1024;

    internal static IEnumerable<string> Of(IEnumerable<DelistingCase> cases, CancellationToken cancellationToken)
    {
        foreach (DelistingCase one in cases)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return CaseJson.Write(one);
        }
    }

    /// <summary>Each line's number, from 1, with its case, or with what is wrong with it.</summary>
    internal static IEnumerable<(int Number, DelistingCase? Case, string? Fault)> Read(
        Stream stream, CancellationToken cancellationToken, int longest = LongestLine)
    {
        int number = 0;
        foreach (string? line in Lines(stream, longest))
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            if (line is null)
            {
                yield return (number, null, "it is longer than " + longest + " characters");
            }
            else if (line.Trim().Length > 0)
            {
                DelistingCase? one = Parse(line, out string? fault);
                yield return (number, one, fault);
            }
        }
    }

    private static DelistingCase? Parse(string line, out string? fault)
    {
        try
        {
            fault = null;
            return CaseJson.Read(line);
        }
        catch (FormatException e)
        {
            fault = e.Message;
            return null;
        }
    }

    /// <summary>The lines; null in place of one that is too long.</summary>
    private static IEnumerable<string?> Lines(Stream stream, int longest)
    {
        using StreamReader reader = new(stream, new UTF8Encoding(false), true, 65_536);
        StringBuilder line = new();
        bool isTooLong = false;
        char[] buffer = new char[16_384];
        int count;
        while ((count = reader.Read(buffer, 0, buffer.Length)) > 0)
        {
            int start = 0;
            for (int end; (end = Array.IndexOf(buffer, '\n', start, count - start)) >= 0; start = end + 1)
            {
                Append(end - start);
                yield return isTooLong ? null : line.ToString();
                line.Clear();
                isTooLong = false;
            }

            Append(count - start);

            void Append(int length)
            {
                isTooLong |= line.Length + length > longest;
                if (isTooLong)
                {
                    line.Clear();
                }
                else
                {
                    line.Append(buffer, start, length);
                }
            }
        }

        if (isTooLong || line.Length > 0)
        {
            yield return isTooLong ? null : line.ToString();
        }
    }
}
