using System;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Reflection;
using DelistTools.Shell.Terminal;

namespace DelistTools.Shell.Hosting;

/// <summary>What the engine sees of this program.</summary>
internal sealed class ShellHost : PSHost
{
    internal const string HostName = "DelistTools.Shell";

    internal static readonly Version HostVersion = typeof(ShellHost).Assembly.GetName().Version!;

    private readonly ShellUserInterface _ui;

    internal ShellHost(IConsole console, bool nonInteractive)
    {
        _ui = new ShellUserInterface(console, new PromptReader(console, nonInteractive, () => InterruptRequested?.Invoke()));
    }

    public override string Name => HostName;

    public override Version Version => HostVersion;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    internal ShellUserInterface ShellUI => _ui;

    /// <summary>The number that a script gave to <c>exit</c>; null as long as none did.</summary>
    internal int? ExitCode { get; private set; }

    /// <summary>What to do when the user presses Ctrl+C at a question.</summary>
    internal Action? InterruptRequested { get; set; }

    /// <summary>Runs a prompt inside the running pipeline until it is left; null where nobody can type.</summary>
    internal Action? NestedPrompt { get; set; }

    /// <summary>Leaves the innermost nested prompt.</summary>
    internal Action? NestedPromptExit { get; set; }

    /// <summary>The informational version, as the build stamped it.</summary>
    internal static string DisplayVersion =>
        typeof(ShellHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? HostVersion.ToString();

    public override void EnterNestedPrompt()
    {
        Action nested = NestedPrompt ?? throw new PSInvalidOperationException(
            "DelistTools.Shell cannot open a nested prompt here, because nobody is there to type. Answer the question beforehand, with -Confirm:$false or -Force.");
        nested();
    }

    public override void ExitNestedPrompt()
    {
        NestedPromptExit?.Invoke();
    }

    public override void NotifyBeginApplication()
    {
        _ui.BeginApplication();
    }

    public override void NotifyEndApplication()
    {
        // The runtime gives a child the terminal and takes it back; nothing else is held here.
    }

    public override void SetShouldExit(int exitCode)
    {
        ExitCode = exitCode;
    }
}
