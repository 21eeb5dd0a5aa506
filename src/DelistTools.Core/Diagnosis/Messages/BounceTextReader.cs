using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Mail;

namespace DelistTools.Diagnosis;

/// <summary>Reads the text that mail servers write into their bounces for people.</summary>
internal sealed class BounceTextReader
{
    /// <summary>So few letters say nothing.</summary>
    private const int FewLetters = 40;

    /// <summary>The most particular first; the first that finds any is believed, and the general one last.</summary>
    private readonly IReadOnlyList<IRefusalFormat> _formats = new IRefusalFormat[] { new EximFormat(), new TranscriptFormat() };

    /// <summary>Reads the plain text; where that says less of refusals, the HTML.</summary>
    internal BounceText Read(MailContent content)
    {
        List<string> failed = content.Header.All("X-Failed-Recipients").SelectMany(v => MailAddresses.Find(v)).Select(f => f.Address)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        HashSet<string> owners = new(
            new[] { "From", "To", "Reply-To", "Return-Path", "Delivered-To" }.SelectMany(n => content.Header.All(n)).SelectMany(v => MailAddresses.Find(v)).Select(f => f.Address),
            StringComparer.OrdinalIgnoreCase);
        BounceText plain = Read(string.Join("\n\n", content.Texts), failed, owners);
        if (content.HtmlTexts.Count == 0 || Best(plain) == 4)
        {
            return plain;
        }

        BounceText html = Read(string.Join("\n\n", content.HtmlTexts), failed, owners);
        return Best(html) > Best(plain) ? html : plain;
    }

    private static int Best(BounceText text) => text.Refusals.Count == 0 ? -1 : text.Refusals.Max(r => Worth.Of(r.Reply));

    private BounceText Read(string text, IReadOnlyList<string> failed, ICollection<string> owners)
    {
        string head = ReturnedText.Split(text, out MailFields? returned);
        IReadOnlyList<FoundRefusal> found = Find(head, failed, owners);
        if (found.Count == 0 && head.Length < text.Length && head.Count(char.IsLetter) < FewLetters)
        {
            // What looked like the end of the server's words was in the middle of them.
            found = Find(text, failed, owners);
        }

        return new BounceText { Head = head, Returned = returned, Refusals = found };
    }

    private IReadOnlyList<FoundRefusal> Find(string text, IReadOnlyList<string> failed, ICollection<string> owners) =>
        _formats.Select(f => f.Find(text).ToList()).FirstOrDefault(f => f.Count > 0) ?? BounceBody.Find(text, failed, owners);
}
