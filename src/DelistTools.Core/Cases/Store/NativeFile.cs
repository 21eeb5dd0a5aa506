using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace DelistTools.Cases;

/// <summary>
/// Finds the machine code that belongs to this process and loads it from its full path, so that neither what another
/// module has loaded nor what the system has installed is taken for it.
/// </summary>
internal static class NativeFile
{
    /// <summary>Where the file may lie, the likeliest place first: <c>runtimes/RID/native</c> near the assembly.</summary>
    internal static IEnumerable<string> Places(string library)
    {
        string? folder = Path.GetDirectoryName(typeof(NativeFile).Assembly.Location);
        for (int i = 0; i < 3 && !string.IsNullOrEmpty(folder); i++)
        {
            foreach (string runtime in Runtimes())
            {
                yield return Path.Combine(folder, "runtimes", runtime, "native", FileName(library));
            }

            folder = Path.GetDirectoryName(folder);
        }
    }

    /// <summary>The names of systems whose machine code this process may run.</summary>
    internal static IReadOnlyList<string> Runtimes()
    {
        string architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        if (IsWindows)
        {
            return new[] { "win-" + architecture };
        }

        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
        {
            return new[] { "osx-" + architecture };
        }

        // The two C libraries of Linux do not load each other's; which one it is, only the runtime of .NET says.
        string[] both = { "linux-" + architecture, "linux-musl-" + architecture };
#if NET
        if (RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal))
        {
            Array.Reverse(both);
        }
#endif
        return both;
    }

    internal static bool IsWindows => Path.DirectorySeparatorChar == '\\';

    /// <summary>The first of the files that is there and that the system takes; zero where there is none.</summary>
    internal static IntPtr Load(string library)
    {
        foreach (string place in Places(library))
        {
            if (File.Exists(place) && TryLoad(place, out IntPtr handle))
            {
                return handle;
            }
        }

        return IntPtr.Zero;
    }

    private static string FileName(string library) => IsWindows
        ? library + ".dll"
        : "lib" + library + (RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? ".dylib" : ".so");

#if NET
    private static bool TryLoad(string path, out IntPtr handle) => NativeLibrary.TryLoad(path, out handle);

    /// <summary>The address of a function; zero where there is none of that name.</summary>
    internal static IntPtr Symbol(IntPtr handle, string name) => NativeLibrary.TryGetExport(handle, name, out IntPtr symbol) ? symbol : IntPtr.Zero;
#else
    // Now rather than at the first call, so that what does not fit is found out here.
    private const int Now = 2;

    private static bool TryLoad(string path, out IntPtr handle)
    {
        handle = IsWindows ? LoadLibrary(path) : OpenOnUnix(path, Now);
        return handle != IntPtr.Zero;
    }

    /// <summary>The address of a function; zero where there is none of that name.</summary>
    internal static IntPtr Symbol(IntPtr handle, string name) => IsWindows ? GetProcAddress(handle, name) : SymbolOnUnix(handle, name);

    [DllImport("kernel32", EntryPoint = "LoadLibraryW", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    private static extern IntPtr LoadLibrary(string path);

    [DllImport("kernel32", CharSet = CharSet.Ansi, ExactSpelling = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern IntPtr GetProcAddress(IntPtr handle, string name);

    // The .NET Framework build runs on Unix on Mono alone.
    [DllImport("libdl.so.2", EntryPoint = "dlopen", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern IntPtr OpenOnUnix(string path, int flags);

    [DllImport("libdl.so.2", EntryPoint = "dlsym", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern IntPtr SymbolOnUnix(IntPtr handle, string name);
#endif
}
