using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

namespace DelistTools.Probing;

/// <summary>
/// Keeps a minute between two probes to one operator, over all sessions of a user: servers take quick repetition for the
/// probing of addresses (Microsoft's SC-002), and a greylist wants to be left alone for a while.
/// </summary>
internal sealed class OperatorTurns
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private const string FileName = "probes.txt";

    private const int Tries = 20;

    private readonly string _path;
    private readonly Func<DateTime> _now;

    /// <param name="folder">The folder of the user's data.</param>
    /// <param name="now">The time, in UTC.</param>
    internal OperatorTurns(string folder, Func<DateTime>? now = null)
    {
        _path = Path.Combine(folder, FileName);
        _now = now ?? (() => DateTime.UtcNow);
    }

    /// <summary>Takes the turn for a probe.</summary>
    /// <param name="operators">Whom it may go to.</param>
    /// <returns>How long to wait before it is due, and nothing was noted; zero where it may go now.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal TimeSpan Take(params string[] operators)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        using FileStream file = Open();
        DateTime now = _now();
        Dictionary<string, DateTime> last = Read(file, now);
        string[] keys = operators.Select(o => o.ToLowerInvariant()).Distinct().ToArray();
        TimeSpan wait = keys.Select(k => last.TryGetValue(k, out DateTime before) ? before + Interval - now : TimeSpan.Zero).DefaultIfEmpty(TimeSpan.Zero).Max();
        if (wait > TimeSpan.Zero)
        {
            return wait;
        }

        foreach (string key in keys)
        {
            last[key] = now;
        }

        byte[] text = Encoding.UTF8.GetBytes(string.Concat(last.Select(e => e.Value.Ticks.ToString(CultureInfo.InvariantCulture) + " " + e.Key + "\n")));
        file.SetLength(0);
        file.Write(text, 0, text.Length);
        return TimeSpan.Zero;
    }

    /// <summary>Another session holds the file for a moment only.</summary>
    private FileStream Open()
    {
        for (int i = 1; ; i++)
        {
            try
            {
                return new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (i < Tries && File.Exists(_path))
            {
                Thread.Sleep(10);
            }
        }
    }

    /// <summary>What still matters of what was noted; a line that is none is passed over, and so is one from the future.</summary>
    private static Dictionary<string, DateTime> Read(FileStream file, DateTime now)
    {
        Dictionary<string, DateTime> last = new(StringComparer.Ordinal);
        using StreamReader reader = new(file, new UTF8Encoding(false), false, 1024, leaveOpen: true);
        while (reader.ReadLine() is string line)
        {
            int space = line.IndexOf(' ');
            if (space > 0 && long.TryParse(line.Substring(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
                && ticks > 0 && ticks <= now.Ticks && now.Ticks - ticks < Interval.Ticks)
            {
                last[line.Substring(space + 1)] = new DateTime(ticks, DateTimeKind.Utc);
            }
        }

        file.Position = 0;
        return last;
    }
}
