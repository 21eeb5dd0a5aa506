using System.Globalization;
using DelistTools.Shell.Terminal;

namespace DelistTools.Shell;

internal static class Program
{
    private static int Main(string[] args)
    {
        NameLanguage();
        return new ShellProgram(new SystemConsole()).Run(args);
    }

    /// <summary>
    /// Where the environment names no language, the engine takes the text for one without words and breaks lines in
    /// the middle of them (it goes by the culture for that, not by the UI culture). The texts are English.
    /// </summary>
    private static void NameLanguage()
    {
        if (CultureInfo.CurrentCulture.Equals(CultureInfo.InvariantCulture))
        {
            CultureInfo english = CultureInfo.GetCultureInfo("en-US");
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = english;
            CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = english;
        }
    }
}
