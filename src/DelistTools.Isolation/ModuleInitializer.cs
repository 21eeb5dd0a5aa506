using System;
using System.IO;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace DelistTools.Isolation;

/// <summary>
/// Registers the handler that answers the engine's question for <c>DelistTools</c> from the private context.
/// The engine asks it because the inner manifest names the assembly without a path.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    private const string EntryAssembly = "DelistTools";

    // One context for the life of the process: types loaded twice would not be the same types to a script
    // that keeps results across a re-import.
    private static readonly Lazy<PrivateLoadContext> Context = new(() =>
    {
        string home = Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!;
        return new PrivateLoadContext(Path.Combine(home, "lib"));
    });

    private static readonly Lazy<bool> Registered = new(() =>
    {
        AssemblyLoadContext.Default.Resolving += Resolve;
        return true;
    });

    /// <summary>Called by the engine at each import; the handler is registered once.</summary>
    public void OnImport()
    {
        _ = Registered.Value;
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        return string.Equals(name.Name, EntryAssembly, StringComparison.OrdinalIgnoreCase)
            ? Context.Value.LoadFromAssemblyName(new AssemblyName(EntryAssembly))
            : null;
    }
}
