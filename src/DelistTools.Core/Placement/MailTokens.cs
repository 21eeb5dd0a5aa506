using System.Collections.Generic;
using System.Text;

namespace DelistTools.Placement;

/// <summary>Takes structured header fields apart (RFC 5322, section 3.2): words, quoted strings, comments within comments.</summary>
internal static class MailTokens
{
    private const int Longest = 16_384;

    /// <summary>The tokens between semicolons; a quoted string joins the word that it touches.</summary>
    internal static IReadOnlyList<List<MailToken>> Segments(string value)
    {
        List<List<MailToken>> segments = new() { new List<MailToken>() };
        StringBuilder word = new();
        bool isWord = false;
        string text = value.Length > Longest ? value.Substring(0, Longest) : value;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '(':
                    Close();
                    segments[segments.Count - 1].Add(new MailToken(Comment(text, ref i), isComment: true));
                    break;
                case '"':
                    isWord = true;
                    Quoted(text, ref i, word);
                    break;
                case ';':
                    Close();
                    segments.Add(new List<MailToken>());
                    break;
                case ' ' or '\t' or '\r' or '\n':
                    Close();
                    break;
                default:
                    isWord = true;
                    word.Append(c);
                    break;
            }
        }

        Close();
        return segments;

        void Close()
        {
            if (isWord)
            {
                segments[segments.Count - 1].Add(new MailToken(word.ToString(), isComment: false));
            }

            word.Clear();
            isWord = false;
        }
    }

    private static void Quoted(string text, ref int at, StringBuilder word)
    {
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            at += text[at] == '\\' && at + 1 < text.Length ? 1 : 0;
            word.Append(text[at]);
        }
    }

    private static string Comment(string text, ref int at)
    {
        StringBuilder comment = new();
        int depth = 1;
        for (at++; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '\\' && at + 1 < text.Length)
            {
                at++;
                comment.Append(text[at]);
                continue;
            }

            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0)
            {
                break;
            }

            comment.Append(c);
        }

        return comment.ToString();
    }
}
