using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using MimeKit.Text;

namespace DelistTools.Mail;

/// <summary>The text of HTML as somebody would read it: entities turned into letters, blocks and table rows on lines of their own.</summary>
internal static class HtmlText
{
    private static readonly HashSet<HtmlTagId> Blocks = new()
    {
        HtmlTagId.Br, HtmlTagId.P, HtmlTagId.Div, HtmlTagId.TR, HtmlTagId.LI, HtmlTagId.UL, HtmlTagId.OL, HtmlTagId.Table, HtmlTagId.H1,
        HtmlTagId.H2, HtmlTagId.H3, HtmlTagId.H4, HtmlTagId.H5, HtmlTagId.H6, HtmlTagId.HR, HtmlTagId.Pre, HtmlTagId.BlockQuote, HtmlTagId.DD,
        HtmlTagId.DT, HtmlTagId.Center, HtmlTagId.Body,
    };

    private static readonly HashSet<HtmlTagId> Hidden = new() { HtmlTagId.Style, HtmlTagId.Script, HtmlTagId.Title };

    /// <summary>The text; what lies between "&lt;" and "&gt;" without being a tag, such as a mail address, stays.</summary>
    internal static string Of(string html)
    {
        HtmlTokenizer tokens = new(new StringReader(html)) { DecodeCharacterReferences = true };
        StringBuilder text = new();
        HtmlTagId hidden = HtmlTagId.Unknown;
        int pre = 0;
        while (tokens.ReadNextToken(out HtmlToken? token) && token is not null)
        {
            if (token is HtmlTagToken tag)
            {
                bool hides = Hidden.Contains(tag.Id);
                hidden = hides && !tag.IsEndTag && !tag.IsEmptyElement ? tag.Id : hides ? HtmlTagId.Unknown : hidden;
                pre = Math.Max(0, pre + (tag.Id != HtmlTagId.Pre ? 0 : tag.IsEndTag ? -1 : 1));
                if (Blocks.Contains(tag.Id))
                {
                    EndLine(text, tag.Id is HtmlTagId.P or HtmlTagId.Table && tag.IsEndTag);
                }
                else if (tag.Id is HtmlTagId.TD or HtmlTagId.TH)
                {
                    AddSpace(text);
                }
                else if (tag.Id == HtmlTagId.Unknown && hidden == HtmlTagId.Unknown && tag.Name.IndexOf('@') > 0)
                {
                    text.Append('<').Append(tag.Name).Append('>');
                }
            }
            else if (token is HtmlDataToken data && token.Kind == HtmlTokenKind.Data && hidden == HtmlTagId.Unknown)
            {
                Add(text, data.Data, pre > 0);
            }
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string words, bool asItStands)
    {
        foreach (char c in words)
        {
            if (asItStands)
            {
                text.Append(c);
            }
            else if (char.IsWhiteSpace(c))
            {
                AddSpace(text);
            }
            else
            {
                text.Append(c);
            }
        }
    }

    private static void AddSpace(StringBuilder text)
    {
        if (text.Length > 0 && text[text.Length - 1] is not (' ' or '\n'))
        {
            text.Append(' ');
        }
    }

    private static void EndLine(StringBuilder text, bool withEmptyLine)
    {
        while (text.Length > 0 && text[text.Length - 1] == ' ')
        {
            text.Length--;
        }

        int wanted = withEmptyLine ? 2 : 1;
        int there = 0;
        while (there < wanted && there < text.Length && text[text.Length - 1 - there] == '\n')
        {
            there++;
        }

        text.Append('\n', text.Length == 0 ? 0 : wanted - there);
    }
}
