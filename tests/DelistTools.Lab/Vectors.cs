using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace DelistTools.Lab;

/// <summary>Reads the lab's vectors: 62 questions to <see cref="RbldnsdServer"/> with what is right for each.</summary>
public static partial class Vectors
{
    private const string Header = "qname\ttype\trcode\tanswers\texpected";

    /// <summary>All vectors of the lab, in the file's order.</summary>
    public static IReadOnlyList<DnsVector> All { get; } = Read(LabData.VectorsFile);

    /// <summary>Reads a file of vectors.</summary>
    /// <exception cref="FormatException">A line has not five fields, or the header is another.</exception>
    public static IReadOnlyList<DnsVector> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        if (lines.Length == 0 || lines[0] != Header)
        {
            throw new FormatException($"'{path}' does not begin with the header line of a vectors file.");
        }

        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => Parse(line, path))];
    }

    private static DnsVector Parse(string line, string path)
    {
        var fields = line.Split('\t');
        if (fields.Length != 5)
        {
            throw new FormatException($"'{path}': expected five fields separated by tabs in the line: {line}");
        }

        var type = Enum.Parse<DnsRecordType>(fields[1], ignoreCase: true);
        var answers = type == DnsRecordType.Txt
            ? Quoted().Matches(fields[3]).Select(match => match.Groups[1].Value)
            : fields[3].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new DnsVector(fields[0], type, fields[2], [.. answers], fields[4]);
    }

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}
