namespace DelistTools.Shell.Arguments;

/// <summary>What <c>-Help</c> prints.</summary>
internal static class Usage
{
    internal const string Text = """
        Usage: DelistTools.Shell [options] [-File] <script.ps1> [script arguments]
               DelistTools.Shell [options] -Command <text> | -
               DelistTools.Shell [options]

          -Command, -c <text>       Run the rest of the command line; '-' runs what standard input holds.
          -File, -f <path>          Run a script; all that follows belongs to the script.
          -NoExit                   Prompt for commands afterwards.
          -NonInteractive           Fail where the user would be asked something.
          -NoLogo                   Start without the opening lines.
          -WorkingDirectory, -wd <path>
                                    Start in this directory.
          -Module <path>            Load this module instead of the built DelistTools
                                    (or set DELISTTOOLS_MODULE).
          -NoModule                 Load no module.
          -NoProfile                Accepted: there is no profile.
          -ExecutionPolicy <name>   Accepted and ignored.
          -Version                  Print the versions of this shell and of its engine.
          -Help, -?                 Print this text.

        Exit codes: of -Command 0, or 1 when its last command failed; of -File 0, or 1 when an error ended it;
        in both the number given to 'exit'. 64: the command line is wrong. 130: interrupted.

        This is not pwsh: it has PowerShell's commands, but no profile, no remoting and no module gallery.

        """;
}
