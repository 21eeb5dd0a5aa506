using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DelistTools.Binding;

/// <summary>Completes the stages at which a probe can stop, with who refuses there in the tooltip.</summary>
public sealed class ProbeStageCompleter : IArgumentCompleter
{
    private static readonly (SmtpStage Stage, string What)[] Stages =
    {
        (SmtpStage.Connect, "The greeting: T-Online, GMX and Comcast refuse here"),
        (SmtpStage.Hello, "EHLO"),
        (SmtpStage.StartTls, "STARTTLS, and EHLO after it"),
        (SmtpStage.MailFrom, "The sender: Outlook.com, Yahoo and Cox refuse here"),
        (SmtpStage.Recipient, "The recipient: Exchange Online and many gateways refuse here"),
        (SmtpStage.Data, "The message, which is sent: Gmail, Yahoo and Orange refuse only here"),
    };

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Stages.Where(s => s.Stage.ToString().StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(s => new CompletionResult(s.Stage.ToString(), s.Stage.ToString(), CompletionResultType.ParameterValue, s.What));
}
