using DelistTools.Shell.Terminal;

namespace DelistTools.Shell;

internal static class Program
{
    private static int Main(string[] args)
    {
        return new ShellProgram(new SystemConsole()).Run(args);
    }
}
