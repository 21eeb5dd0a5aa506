using System;
using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>A pattern finds the same when it has been used so often that it was compiled, and never throws.</summary>
public sealed class BoundedRegexTests
{
    private const int Often = 600;

    [Fact]
    public void Signatures_UsedOften_FindWhatTheyFoundAtFirst()
    {
        string[] texts = Diagnoses.Shipped.Signatures.SelectMany(s => s.Examples.Concat(s.NearMisses)).Select(e => SmtpReplyText.Parse(e).OwnWords).ToArray();
        foreach (RefusalSignature signature in Diagnoses.Shipped.Signatures.Where(s => s.Pattern is not null))
        {
            SignaturePattern used = new(signature.Pattern!.Text);
            for (int i = 0; i < Often; i++)
            {
                used.Find("");
            }

            Regex interpreted = signature.Pattern.Regex;
            Assert.All(texts, t => Assert.Equal(interpreted.Match(t).Value, used.Find(t)?.Value ?? ""));
        }
    }

    [Fact]
    public void Match_PatternOnWhichTheCompiledEngineThrows_IsSearchedByTheInterpreter()
    {
        BoundedRegex regex = new(@"\b(?:mailbox|mail)\b[^;]{0,40}\b(?:exceed\w{0,3} (?:its |the |their )?(?:\w{1,12}\s){0,2}?quota)\b");
        for (int i = 0; i < Often; i++)
        {
            Assert.False(regex.IsMatch("The mail server [192.0.2.25] has exceeded the maximum number of connections."));
        }

        Assert.True(regex.IsMatch("the mailbox has exceeded its disk quota"));
    }

    [Fact]
    public void Replace_SearchThatTakesTooLong_LeavesTheText()
    {
        string text = new string('a', 60) + "b";
        Assert.Equal(text, new BoundedRegex("(a+)+$").Replace(text, ""));
        Assert.Equal("b", new BoundedRegex("a+").Replace(text, ""));
    }
}
