namespace DelistTools.Placement;

/// <summary>A word of a structured header field, quotation marks taken off, or a comment, without its outer brackets.</summary>
internal readonly struct MailToken
{
    internal MailToken(string text, bool isComment)
    {
        Text = text;
        IsComment = isComment;
    }

    internal string Text { get; }

    internal bool IsComment { get; }
}
