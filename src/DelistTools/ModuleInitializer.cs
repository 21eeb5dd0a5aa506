#if NETFRAMEWORK
using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Reflection;

namespace DelistTools;

/// <summary>
/// Windows PowerShell has no load contexts. This answers only for the module's own assemblies, and only where the
/// one beside it has the public key token and at least the version asked for: the packages disagree among themselves
/// about the versions of the framework's support libraries, and nobody else's questions are ours to answer.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!;

    private static readonly Lazy<bool> Registered = new(() =>
    {
        AppDomain.CurrentDomain.AssemblyResolve += (_, e) => Resolve(new AssemblyName(e.Name));
        return true;
    });

    /// <summary>Called by the engine at each import; the handler is registered once.</summary>
    public void OnImport()
    {
        _ = Registered.Value;
    }

    internal static Assembly? Resolve(AssemblyName wanted)
    {
        string path = Path.Combine(Folder, wanted.Name + ".dll");
        if (!File.Exists(path))
        {
            return null;
        }

        AssemblyName found = AssemblyName.GetAssemblyName(path);
        bool sameKey = Same(wanted.GetPublicKeyToken(), found.GetPublicKeyToken());
        return sameKey && (wanted.Version is null || found.Version >= wanted.Version) ? Assembly.LoadFrom(path) : null;
    }

    private static bool Same(byte[]? a, byte[]? b) =>
        Convert.ToBase64String(a ?? Array.Empty<byte>()) == Convert.ToBase64String(b ?? Array.Empty<byte>());
}
#endif
