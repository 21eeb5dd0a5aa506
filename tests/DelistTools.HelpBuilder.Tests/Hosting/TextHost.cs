using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace DelistTools.HelpBuilder.Tests.Hosting;

/// <summary>A host that keeps what is shown as text, so that help can be read as a user sees it.</summary>
internal sealed class TextHost : PSHost
{
    private readonly TextHostInterface _interface = new();

    /// <summary>All that was shown so far.</summary>
    internal string Text => _interface.Text;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.GetCultureInfo("en-US");

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "TextHost";

    public override PSHostUserInterface UI => _interface;

    public override Version Version => new(1, 0);

    public override void EnterNestedPrompt()
    {
        throw new NotSupportedException("This host has nobody to ask.");
    }

    public override void ExitNestedPrompt()
    {
        throw new NotSupportedException("This host has nobody to ask.");
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
