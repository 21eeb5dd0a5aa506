using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using DelistTools.HelpBuilder.Pages;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>The built module with its help, asked once for all tests of a class.</summary>
public sealed class HelpSession : IDisposable
{
    private readonly ModuleSession _module = new();
    private readonly Dictionary<string, PSObject> _help = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Page> _pages = new(StringComparer.Ordinal);

    public HelpSession()
    {
        Cmdlets = _module.Run("Get-Command -Module DelistTools -CommandType Cmdlet").AssertNoErrors().Output
            .Select(o => (CmdletInfo)o.BaseObject).ToDictionary(c => c.Name, StringComparer.Ordinal);
    }

    internal IReadOnlyDictionary<string, CmdletInfo> Cmdlets { get; }

    /// <summary>What Get-Help gives as an object.</summary>
    internal PSObject Full(string command) => _help.TryGetValue(command, out PSObject? help) ? help
        : _help[command] = _module.Run("Get-Help " + command + " -Full").AssertNoErrors().Output.Single();

    internal Page PageOf(string command) => _pages.TryGetValue(command, out Page? page) ? page
        : _pages[command] = PageReader.ReadFile(Path.Combine(Repository.Root, "docs", "en-US", command + ".md"));

    /// <summary>The module's own types that the cmdlet declares to give.</summary>
    internal IEnumerable<Type> OutputTypes(string command) =>
        Cmdlets[command].OutputType.Select(o => o.Type).OfType<Type>().Where(OutputProperties.IsOwn);

    public void Dispose() => _module.Dispose();
}
