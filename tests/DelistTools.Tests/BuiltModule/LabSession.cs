using System;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>The laboratory's lists and a session that knows them. Tests that use it run one at a time: the overlay's path is an environment variable.</summary>
public sealed class LabSession : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public LabSession()
    {
        Lab = FirstMinuteLab.Start();
        Environment.SetEnvironmentVariable(Variable, Lab.CatalogPath);
        Module = new ModuleSession();
        Module.Runspace.SessionStateProxy.SetVariable("server", Lab.NameServer);
    }

    internal const string Variable = "DELISTTOOLS_CATALOG";

    internal FirstMinuteLab Lab { get; }

    internal ModuleSession Module { get; }

    internal ModuleSession.Outcome Run(string script) => Module.Run(script);

    public void Dispose()
    {
        Module.Dispose();
        Environment.SetEnvironmentVariable(Variable, _before);
        Lab.Dispose();
    }
}
