using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace DelistTools.Isolation;

/// <summary>
/// Holds the module's assemblies and the packages they stand on, apart from whatever versions of the same
/// packages the session or another module has loaded.
/// </summary>
internal sealed class PrivateLoadContext : AssemblyLoadContext
{
    private readonly string _folder;

    internal PrivateLoadContext(string folder)
        : base("DelistTools", isCollectible: false)
    {
        _folder = folder;
    }

    /// <summary>Serves what lies in the module's own folder; everything else falls through to the default context.</summary>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
