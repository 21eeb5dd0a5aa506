using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Mail;

namespace DelistTools.Diagnosis;

/// <summary>Reads the text that mail servers write into their bounces for people.</summary>
internal sealed class BounceTextReader
{
    /// <summary>The most particular first; the first that finds any is believed.</summary>
    private readonly IReadOnlyList<IRefusalFormat> _formats = new IRefusalFormat[] { new EximFormat(), new PostfixFormat() };

    /// <summary>Reads the plain text; where that says nothing of refusals, the HTML.</summary>
    internal BounceText Read(MailContent content)
    {
        BounceText plain = Read(string.Join("\n\n", content.Texts));
        return plain.Refusals.Count > 0 || content.HtmlTexts.Count == 0 ? plain : Read(string.Join("\n\n", content.HtmlTexts));
    }

    private BounceText Read(string text) => new()
    {
        Head = text,
        Refusals = _formats.Select(f => f.Find(text).ToList()).FirstOrDefault(f => f.Count > 0) ?? new List<FoundRefusal>(),
    };
}
