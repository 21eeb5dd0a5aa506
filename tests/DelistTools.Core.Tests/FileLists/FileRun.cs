using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.ListFiles;

namespace DelistTools.Core.Tests.FileLists;

/// <summary>Runs over lists that are files, which have no resolver and keep what they are told.</summary>
internal sealed class FileRun
{
    private readonly BlocklistRun _run;

    internal FileRun(bool isLenient, params Blocklist[] lists)
    {
        _run = new BlocklistRun(
            CatalogText.Catalog(),
            lists.Select(l => new SelectedList(l, isNamed: true)).ToList(),
            NoTransport.Instance,
            new BlocklistRunOptions
            {
                TestMemory = new ListTestMemory(),
                Pace = new OperatorPace(),
                Files = new FileListOptions { Store = Store, IsLenient = isLenient, Report = Errors.Add, Warn = Warnings.Add },
            });
    }

    /// <summary>One for each test class would read files again that have not changed: this one is for all.</summary>
    internal static ListFileStore Store { get; } = new(SystemClock.Instance);

    internal List<Problem> Errors { get; } = [];

    internal List<Problem> Warnings { get; } = [];

    internal static Blocklist List(
        string path, ListFileFormat format = ListFileFormat.Auto, ListRules? rules = null,
        BlocklistKind kind = BlocklistKind.IPv4 | BlocklistKind.IPv6, ListingScope scope = ListingScope.Address) => new()
    {
        Id = "a-file",
        Name = "A File",
        Operator = "Somebody",
        File = path,
        FileFormat = format,
        Kind = kind,
        Scope = scope,
        Rules = rules ?? ListRules.Rfc5782,
    };

    internal Task<IpBlocklistResult> CheckAsync(string address) => _run.CheckAsync(address);

    internal async Task<BlocklistCheck> OneAsync(string address) => (await _run.CheckAsync(address)).Checks.Single();

    internal Task<BlocklistCheck> CheckLabelsAsync(Blocklist list, string target, BlocklistKind kind, string labels) =>
        _run.CheckListAsync(list, target, kind, labels, CancellationToken.None);

    internal Task<BlocklistHealth> TestAsync(Blocklist list) => _run.TestAsync(list, CancellationToken.None);
}
