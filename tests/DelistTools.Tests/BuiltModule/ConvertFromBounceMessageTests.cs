using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

[Collection(ModuleCollection.Name)]
public sealed class ConvertFromBounceMessageTests
{
    private const string Bounce = "The following address(es) failed:\n\n  a@hotmail.com\n    host mx4.hotmail.com []\n"
        + "    SMTP error from remote mail server after MAIL FROM:<me@example.org> SIZE=1895:\n"
        + "    550 OU-002 (COL004-MC3F9) Unfortunately, messages from 192.0.2.7 weren't sent. Please contact your\n"
        + "    Internet service provider since part of their network is on our block list.\n";

    [Fact]
    public void InputObject_ByPosition_IsRead()
    {
        PSObject refusal = Run("ConvertFrom-BounceMessage $text", Bounce).AssertNoErrors().Output.Single();

        Assert.Equal("RangeBlocked", Text(refusal, "Cause"));
        Assert.Equal("outlook-ou-002", Text(refusal, "RuleId"));
        Assert.Equal("microsoft-consumer", Text(refusal, "Provider"));
        Assert.Equal("192.0.2.7", Text(refusal, "RefusedAddress"));
        Assert.Equal("a@hotmail.com", Text(refusal, "Recipient"));
        Assert.Equal(true, refusal.Properties["IsAddressBlock"].Value);
        Assert.Equal("DelistTools.MailRefusal", refusal.BaseObject.GetType().FullName);
    }

    [Fact]
    public void Pipeline_LinesOfAFile_AreOneText()
    {
        using TemporaryText file = new(Bounce);
        Assert.Single(Run("[System.IO.File]::ReadAllLines('" + file.Path + "') | ConvertFrom-BounceMessage").AssertNoErrors().Output);
    }

    [Fact]
    public void Pipeline_LinesOfOneReply_AreOneRefusal() => Assert.Equal(
        ["unitedinternet-listed"],
        Rules("'554-gmx.net (mxgmx104) Nemesis ESMTP Service not available', '554-No SMTP service', '554-IP address is block listed.', '554 For explanation visit x' | ConvertFrom-BounceMessage"));

    [Fact]
    public void Pipeline_RepliesOnePerLine_AreOneRefusalEach() => Assert.Equal(
        ["generic-no-mailbox-code", "exchange-banned-ip"],
        Rules("'550 5.1.1 no', '', '550 5.7.606 Access denied, banned sending IP [192.0.2.45]' | ConvertFrom-BounceMessage"));

    [Fact]
    public void Pipeline_TextsWithLineBreaks_AreEachByThemselves() => Assert.Equal(
        ["outlook-ou-002", "generic-no-mailbox-code", "outlook-ou-002"],
        Rules("$text, '550 5.1.1 no', $text | ConvertFrom-BounceMessage"));

    [Theory]
    [InlineData("ConvertFrom-BounceMessage ''")]
    [InlineData("'', ' ' | ConvertFrom-BounceMessage")]
    [InlineData("@() | ConvertFrom-BounceMessage")]
    public void Input_OfNothing_IsAnErrorThatSaysWhatWasLookedFor(string script)
    {
        ModuleSession.Outcome outcome = Run(script, Bounce);

        Assert.Empty(outcome.Output);
        Assert.Null(outcome.Terminating);
        Assert.Equal("NoRefusalFound,DelistTools.Commands.ConvertFromBounceMessageCommand", outcome.Error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidData, outcome.Error.CategoryInfo.Category);
        Assert.Contains("Looked for were SMTP replies", outcome.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'250 2.0.0 Ok' | ConvertFrom-BounceMessage -Verbose 4>&1", "'250 2.0.0 Ok'")]
    [InlineData("ConvertFrom-BounceMessage \"Dear all`nnothing happened\" -Verbose 4>&1", "'Dear all nothing happened'")]
    public void Input_WithoutRefusal_GivesNothingAndTellsWhyWhenAsked(string script, string named)
    {
        string why = Run(script).AssertNoErrors().Output.Single().ToString();

        Assert.Contains(named, why, StringComparison.Ordinal);
        Assert.Contains("Looked for were", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_OneOfSeveralWithoutRefusal_TakesNoOtherWithIt() =>
        Assert.Single(Run("\"Dear all`nnothing\", $text | ConvertFrom-BounceMessage", Bounce).AssertNoErrors().Output);

    [Theory]
    [InlineData("192.0.2.7", "Own")]
    [InlineData("192.0.2.0/28, 2001:db8::25", "Own")]
    [InlineData("198.51.100.1-9", "Other")]
    public void LocalAddress_ComparedWithTheRefusedOne_SaysWhoseItIs(string local, string owner) => Assert.Equal(
        owner, Text(Run("ConvertFrom-BounceMessage $text -LocalAddress " + local, Bounce).AssertNoErrors().Output.Single(), "AddressOwner"));

    [Fact]
    public void RelayAddress_ThatIsRefused_IsTheRelays() => Assert.Equal(
        "Relay", Text(Run("ConvertFrom-BounceMessage $text -LocalAddress 198.51.100.1 -RelayAddress 192.0.2.7", Bounce).AssertNoErrors().Output.Single(), "AddressOwner"));

    [Fact]
    public void LocalAddress_ThatIsNone_EndsTheCommand()
    {
        ModuleSession.Outcome outcome = Run("ConvertFrom-BounceMessage $text -LocalAddress mail.example.org", Bounce);

        Assert.Empty(outcome.Output);
        Assert.Equal("SenderAddressInvalid,DelistTools.Commands.ConvertFromBounceMessageCommand", outcome.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Output_IntoTheRoute_LeadsToTheListBehindTheProvider()
    {
        PSObject route = Run("ConvertFrom-BounceMessage $text | Get-DelistingRoute", Bounce).AssertNoErrors().Output.Single();

        Assert.Equal("192.0.2.7", Text(route, "Target"));
        Assert.Equal(["symantec-brightmail", "spamhaus-zen", "microsoft-consumer"], ((System.Collections.IEnumerable)route.Properties["For"].Value).Cast<object>().Select(f => f.ToString()));
    }

    private static IEnumerable<string?> Rules(string script) => Run(script, Bounce).AssertNoErrors().Output.Select(o => Text(o, "RuleId"));

    private static ModuleSession.Outcome Run(string script, string text = "")
    {
        using ModuleSession session = new();
        return session.Run(script, ("text", text));
    }

    private static string? Text(PSObject item, string property) => item.Properties[property].Value?.ToString();

    private sealed class TemporaryText : IDisposable
    {
        internal TemporaryText(string text)
        {
            Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
            File.WriteAllText(Path, text);
        }

        internal string Path { get; }

        public void Dispose() => File.Delete(Path);
    }
}
