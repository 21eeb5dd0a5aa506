using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace DelistTools.HelpBuilder.Tests.Hosting;

/// <summary>Collects every kind of output in one text.</summary>
internal sealed class TextHostInterface : PSHostUserInterface
{
    private readonly StringBuilder _text = new();

    internal string Text => _text.ToString();

    public override PSHostRawUserInterface RawUI { get; } = new FixedRawInterface();

    public override void Write(string value)
    {
        _text.Append(value);
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        _text.Append(value);
    }

    public override void WriteLine(string value)
    {
        _text.Append(value).Append('\n');
    }

    public override void WriteErrorLine(string value)
    {
        WriteLine("ERROR: " + value);
    }

    public override void WriteDebugLine(string message)
    {
        WriteLine("DEBUG: " + message);
    }

    public override void WriteVerboseLine(string message)
    {
        WriteLine("VERBOSE: " + message);
    }

    public override void WriteWarningLine(string message)
    {
        WriteLine("WARNING: " + message);
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine()
    {
        throw Nobody();
    }

    public override SecureString ReadLineAsSecureString()
    {
        throw Nobody();
    }

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        throw Nobody();
    }

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        throw Nobody();
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
    {
        throw Nobody();
    }

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
    {
        throw Nobody();
    }

    private static NotSupportedException Nobody()
    {
        return new NotSupportedException("This host has nobody to ask.");
    }
}
