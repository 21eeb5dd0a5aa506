using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>A program that was run to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed on standard output and then on standard error.</param>
public sealed record ProgramRun(int ExitCode, string Output)
{
    /// <summary>Runs a program and waits for its end.</summary>
    /// <param name="program">The program's name; looked for on PATH and in the sbin folders.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="cancellationToken">Ends the program and the wait.</param>
    /// <exception cref="LabServerMissingException">The program is not installed.</exception>
    public static async Task<ProgramRun> RunAsync(
        string program, IEnumerable<string> arguments, string input = "", CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo(ProgramSearch.Find(program), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardInput.WriteAsync(input).ConfigureAwait(false);
            process.StandardInput.Close();
            var said = await output.ConfigureAwait(false) + await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new ProgramRun(process.ExitCode, said);
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>Runs a program that has to succeed.</summary>
    /// <inheritdoc cref="RunAsync"/>
    /// <exception cref="LabServerFailedException">It ended with an exit code other than 0.</exception>
    internal static async Task<string> SucceedAsync(
        string program, IEnumerable<string> arguments, string input = "", CancellationToken cancellationToken = default)
    {
        var run = await RunAsync(program, arguments, input, cancellationToken).ConfigureAwait(false);
        return run.ExitCode == 0 ? run.Output : throw new LabServerFailedException(program, $"ended with exit code {run.ExitCode}", run.Output);
    }
}
