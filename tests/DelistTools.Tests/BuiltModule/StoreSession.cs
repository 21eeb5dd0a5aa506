using System;
using System.IO;
using System.Linq;

namespace DelistTools.Tests.BuiltModule;

/// <summary>A session whose cases are kept in a folder of its own.</summary>
public sealed class StoreSession : IDisposable
{
    private const string Variable = "DELISTTOOLS_STORE";

    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-cases-");

    public StoreSession()
    {
        Environment.SetEnvironmentVariable(Variable, _folder.FullName);
        Module = new ModuleSession();
        Module.Runspace.SessionStateProxy.SetVariable("folder", _folder.FullName);
    }

    /// <summary>The refusal of the model case, and the route that comes of it.</summary>
    internal const string Route = "('550 OU-002 (COL004-MC3F9) Unfortunately, messages from 203.0.113.25 weren''t sent. Please contact your Internet service provider "
        + "since part of their network is on our block list.' | Get-DelistingRoute)";

    internal ModuleSession Module { get; }

    internal string Folder => _folder.FullName;

    internal string Store => Path.Combine(Folder, "cases.db");

    internal ModuleSession.Outcome Run(string script) => Module.Run(script);

    /// <summary>What a script gives, as text.</summary>
    internal string[] Texts(string script) => [.. Run(script).AssertNoErrors().Output.Select(o => o?.ToString() ?? "")];

    public void Dispose()
    {
        Module.Dispose();
        Environment.SetEnvironmentVariable(Variable, _before);
        _folder.Delete(recursive: true);
    }
}
