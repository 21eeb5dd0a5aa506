using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A server program in the foreground, whose output is kept and which does not outlive the process that started it.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int KeptLines = 200;

    // The shell becomes the server, so the process id is the server's own. Before that it leaves a guard behind that
    // reads from the pipe on standard input: a line sends the guard home, and the end of the pipe without a line means
    // that the owner died, however it died. A parent-death signal would not do: rbldnsd loses it when it drops root,
    // and it fires when the thread that started the server ends, not only when the process does.
    //
    // The output goes into a file and not into pipes: .NET waits for an anonymous pipe in a thread of the pool, and two
    // waiting threads per server are as many as the pool has on a small machine.
    private const string Guard = """
        output=$1
        victim=$2$$
        shift 2
        exec 3<&0
        ( read -r word <&3 || kill -s KILL -- "$victim" ) >/dev/null 2>&1 &
        exec 3<&-
        exec "$@" </dev/null >"$output" 2>&1
        """;

    private readonly Process _process;
    private readonly string _outputFile;
    private readonly bool _ownsGroup;
    private string? _lastOutput;
    private int _disposed;

    private ServerProcess(string program, Process process, string outputFile, bool ownsGroup)
    {
        _ownsGroup = ownsGroup;
        Program = program;
        _process = process;
        _outputFile = outputFile;
    }

    /// <summary>The program's file name.</summary>
    public string Program { get; }

    /// <summary>The server's process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether the program has ended.</summary>
    public bool HasExited => Volatile.Read(ref _disposed) != 0 || _process.HasExited;

    /// <summary>The last 200 lines printed, standard output and standard error as they came.</summary>
    public string Output => _lastOutput ?? ReadOutput();

    /// <summary>Starts a program.</summary>
    /// <param name="program">The program's name; looked for on PATH and in the sbin folders.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">The folder to start it in; a file for its output is written there.</param>
    /// <param name="ownsGroup">
    /// For a server that starts processes of its own: it gets a process group, and all of the group is ended with it.
    /// </param>
    /// <exception cref="LabServerMissingException">The program is not installed.</exception>
    public static ServerProcess Start(string program, IEnumerable<string> arguments, string folder, bool ownsGroup = false)
    {
        var outputFile = Path.Combine(folder, "lab.output");
        var start = new ProcessStartInfo(ownsGroup ? ProgramSearch.Find("setsid") : "/bin/sh")
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        if (ownsGroup)
        {
            start.ArgumentList.Add("/bin/sh");
        }

        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Guard);
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(outputFile);
        start.ArgumentList.Add(ownsGroup ? "-" : string.Empty);
        start.ArgumentList.Add(ProgramSearch.Find(program));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // "Address already in use" is looked for in the output.
        start.Environment["LC_ALL"] = "C";

        return new ServerProcess(program, Process.Start(start)!, outputFile, ownsGroup);
    }

    /// <summary>Waits until the program has ended.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) =>
        _process.WaitForExitAsync(cancellationToken);

    /// <summary>Ends the program by its own process id and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // While the guard lives the group does, so that its number cannot have gone to somebody else.
        if (_ownsGroup)
        {
            ProcessGroup.End(Id);
        }

        // Kill does nothing to a process that has ended and been waited for.
        _process.Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        if (_ownsGroup)
        {
            await ProcessGroup.WaitUntilGoneAsync(Id).ConfigureAwait(false);
        }

        await DismissGuardAsync().ConfigureAwait(false);
        _lastOutput = ReadOutput();
        _process.Dispose();
    }

    /// <summary>Lets the pipe end as it does when the owner dies; only to show what the guard then does.</summary>
    internal void EndPipeAsIfOwnerDied() => _process.StandardInput.Close();

    private async Task DismissGuardAsync()
    {
        try
        {
            await _process.StandardInput.WriteLineAsync("done").ConfigureAwait(false);
            _process.StandardInput.Close();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // Nobody reads the pipe any more, or it was ended: there is no guard to dismiss.
        }
    }

    private string ReadOutput()
    {
        // The shell makes the file a moment after the start.
        return File.Exists(_outputFile)
            ? string.Join(Environment.NewLine, File.ReadLines(_outputFile).TakeLast(KeptLines))
            : string.Empty;
    }
}
