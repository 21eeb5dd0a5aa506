using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Runtime.CompilerServices;

namespace DelistTools.Tests.BuiltModule;

/// <summary>The counts of questions that the tests ask are none of the developer's: they go into a folder of this process.</summary>
internal static class StateIsolation
{
    internal const string Variable = "DELISTTOOLS_STATE";

    private static DirectoryInfo? _folder;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "Before any test, whichever it is.")]
    internal static void Begin()
    {
        _folder = Directory.CreateTempSubdirectory("delisttools-state-");
        Environment.SetEnvironmentVariable(Variable, _folder.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                _folder.Delete(recursive: true);
            }
            catch (IOException)
            {
                // Somebody is still writing; the system's own folder of temporary files is emptied one day.
            }
        };
    }
}
