using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using BenchmarkDotNet.Attributes;
using DelistTools.ListFiles;

namespace DelistTools.Benchmarks;

/// <summary>What a million addresses in a file cost to read and one to look up, beside the framework's parser and a HashSet.</summary>
[MemoryDiagnoser]
[InProcess]
public class FileListBenchmarks
{
    private string _path = "";
    private LoadedList _list = null!;
    private HashSet<uint> _set = null!;
    private uint[] _addresses = null!;
    private int _next;

    /// <summary>Writes the file and reads it.</summary>
    [GlobalSetup]
    public void Write()
    {
        _path = Path.GetTempFileName();
        FileListFigures.Write(_path, FileListFigures.Entries, seed: 1);
        _list = Load();
        _set = LoadIntoSet();
        _addresses = FileListFigures.Random(1 << 20, seed: 2);
    }

    /// <summary>Deletes the file.</summary>
    [GlobalCleanup]
    public void Delete() => File.Delete(_path);

    /// <summary>A look-up that finds nothing.</summary>
    [Benchmark]
    public bool MayList() => _list.MayList(_addresses[_next++ & ((1 << 20) - 1)]);

    /// <summary>The same in a HashSet.</summary>
    [Benchmark]
    public bool SetContains() => _set.Contains(_addresses[_next++ & ((1 << 20) - 1)]);

    /// <summary>A look-up of a domain name that finds nothing.</summary>
    [Benchmark]
    public bool MayListName() => _list.MayList("mail.example.com");

    /// <summary>Reading the file.</summary>
    [Benchmark]
    public int Read() => Load().Entries;

    /// <summary>Reading it with the framework.</summary>
    [Benchmark]
    public int ReadIntoSet() => LoadIntoSet().Count;

    private LoadedList Load() => new ListFileLoader(_path, ListFileFormat.Auto, lenient: false).Load(CancellationToken.None);

    private HashSet<uint> LoadIntoSet() => FileListFigures.ReadWithFramework(_path);
}
