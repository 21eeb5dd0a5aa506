using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using DelistTools.Files;

namespace DelistTools.ListFiles;

/// <summary>Reads a file that is a list. Whatever is in it, nothing comes of it but a list or the documented exception.</summary>
internal sealed class ListFileLoader
{
    private readonly string _path;
    private readonly ListFileFormat _format;
    private readonly bool _lenient;
    private readonly Func<DateTime> _now;
    private readonly List<string> _faults = new();
    private int _leftOut;

    /// <param name="path">The full path.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="lenient">Lines that are no entries are left out; else the first of them is an error.</param>
    /// <param name="now">The time (UTC).</param>
    internal ListFileLoader(string path, ListFileFormat format, bool lenient, Func<DateTime>? now = null)
    {
        _path = path;
        _format = format;
        _lenient = lenient;
        _now = now ?? (() => DateTime.UtcNow);
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="ListFileException">It cannot be read, or is not as it should be.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal LoadedList Load(CancellationToken stopping)
    {
        try
        {
            if (Directory.Exists(_path))
            {
                throw ListFileException.NotRead(_path, "it is a folder; name the files in it, with wildcards if they are many");
            }

            FileStamp stamp = FileStamp.Of(_path);
            if (!stamp.Exists)
            {
                throw ListFileException.NotRead(_path, "there is no such file");
            }

            using Stream stream = GzipOrPlain.Open(_path, stopping);
            return Read(stream, stamp, stopping);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw ListFileException.NotRead(_path, NetworkText.Clean(e.Message).TrimEnd('.'), e);
        }
        catch (OutOfMemoryException e)
        {
            throw ListFileException.Invalid(_path, "it is too large for the memory that is left", e);
        }
    }

    /// <summary>Reads what is in the file.</summary>
    /// <exception cref="ListFileException">It is not as it should be.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal LoadedList Read(Stream stream, FileStamp stamp, CancellationToken stopping)
    {
        using ListFileLines lines = new(stream, _path, stopping);
        ListFileFormat format = _format == ListFileFormat.Auto ? Guess(lines) : _format;
        ListBuilder builder = new(_path);
        ListEntryReader reader = ReaderOf(format, builder, lines);
        try
        {
            ReadAll(lines, reader);
            reader.Finish();
        }
        finally
        {
            (reader as IDisposable)?.Dispose();
        }

        return new LoadedList(builder.Build(reader.FirstWins, stopping))
        {
            Path = _path,
            Format = format,
            Stamp = stamp,
            Entries = builder.Entries,
            LeftOut = _leftOut,
            Faults = _faults.AsReadOnly(),
            Ttl = builder.Ttl ?? ListFileLimits.DefaultTtl,
            NegativeTtl = builder.NegativeTtl ?? TimeSpan.Zero,
            ExpiresAt = builder.ExpiresAt,
            CoversIp4 = builder.CoversIp4,
            CoversIp6 = builder.CoversIp6,
        };
    }

    private ListFileFormat Guess(ListFileLines lines)
    {
        ListFileFormat format = FormatGuess.Of(lines.Bytes, lines.HeadStart, lines.HeadEnd, out string? fault);
        return fault is null ? format : throw ListFileException.Invalid(_path, fault);
    }

    private ListEntryReader ReaderOf(ListFileFormat format, ListBuilder builder, ListFileLines lines)
    {
        switch (format)
        {
            case ListFileFormat.Ip4set or ListFileFormat.Ip4trie or ListFileFormat.Ip4tset:
                return new Ip4SetReader(format, builder, _now);
            case ListFileFormat.Ip6trie or ListFileFormat.Ip6tset:
                return new Ip6SetReader(format, builder, _now);
            case ListFileFormat.Dnset:
                return new DnsetReader(builder, _now);
            case ListFileFormat.Drop:
                int first = lines.HeadStart;
                while (first < lines.HeadEnd && (ByteText.IsMargin(lines.Bytes[first]) || lines.Bytes[first] == '\n'))
                {
                    first++;
                }

                return FormatGuess.IsJson(lines.Bytes, first, lines.HeadEnd) ? new DropJsonReader(builder) : new PlainReader(builder, keepsComments: true);
            default:
                return new PlainReader(builder, keepsComments: false);
        }
    }

    [MethodImpl(HotPath.Compiled)]
    private void ReadAll(ListFileLines lines, ListEntryReader reader)
    {
        while (lines.Next())
        {
            if (lines.Start == lines.End)
            {
                continue;
            }

            string? fault = lines.IsUnended
                ? reader.ReadUnended(lines.Bytes, lines.Start, lines.End)
                : reader.Read(lines.Bytes, lines.Start, lines.End);
            if (fault is not null)
            {
                LeaveOut(lines.Number, fault);
            }
        }
    }

    private void LeaveOut(int line, string fault)
    {
        if (!_lenient)
        {
            throw ListFileException.InvalidLine(_path, line, fault);
        }

        _leftOut++;
        if (_faults.Count < ListFileLimits.FaultsTold)
        {
            _faults.Add(ListFileException.Describe(line, fault));
        }
    }
}
