using System;
using System.IO;
using System.Reflection;

namespace DelistTools.Desktop;

/// <summary>
/// Arguments: the module's desktop folder, a name server, a name to ask for, a folder of bounces and logs, which a store of
/// cases is made in; and perhaps an
/// IMAP server on this machine, a user, a password and the Message-ID to look for. Prints what it did, a line each; an exception ends it
/// with a stack trace and another exit code than zero.
/// </summary>
internal static class Program
{
    internal static int Main(string[] arguments)
    {
        Assembly module = Assembly.LoadFrom(Path.Combine(arguments[0], "DelistTools.dll"));
        Type initializer = module.GetType("DelistTools.ModuleInitializer", throwOnError: true);
        initializer.GetMethod("OnImport").Invoke(Activator.CreateInstance(initializer), null);

        // Only from here on can the module's other assemblies be found, so that nothing above may name them.
        Work.Run(arguments[1], arguments[2]);
        Work.ReadRefusals(arguments[3]);
        Work.KeepCase(arguments[3]);
        if (arguments.Length == 5)
        {
            Work.Probe(arguments[4]);
        }
        else if (arguments.Length > 5)
        {
            Work.FindProbe(arguments[4], arguments[5], arguments[6], arguments[7]);
        }

        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            Console.WriteLine("loaded " + assembly.GetName().Name + " " + Path.GetFileName(Path.GetDirectoryName(assembly.Location)));
        }

        return 0;
    }
}
