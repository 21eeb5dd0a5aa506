namespace DelistTools.Core.Tests.Reporting;

/// <summary>What somebody would write into a TXT record, a bounce, a subject or a ticket who wants to get out of a report.</summary>
internal static class HostileText
{
    internal const string Script = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    internal const string Attribute = "\" onmouseover=\"alert(3)\" style=\"position:fixed\" x='";

    internal const string Style = "</style></title></textarea><iframe src=\"https://evil.example/\"></iframe><svg onload=alert(4)>";

    internal const string Comment = "--><![CDATA[<object data=x>]]><base href=\"https://evil.example/\"><form action=x><input autofocus onfocus=alert(5)>";

    internal const string Unseen = "safe\u202Egnp.exe\u2066\u200B\uFEFF \u001B[31mred\u001B]0;title\u0007 \0nul\b\r\nnext\u2028line\u2029end\u0085";

    internal const string Formula = "=cmd|'/c calc'!A1";

    internal const string FormulaWithin = "fine;=HYPERLINK(\"https://evil.example\";\"x\");@SUM(1)";

    internal const string Markdown = "[click](https://evil.example/) ![i](https://evil.example/i.png) <https://evil.example/> https://evil.example/ www.evil.example | a | b |\n\n# heading\n- item\n```\nfence\n````\n`code` **bold** ~~gone~~ [ref]: x";

    internal const string Link = "javascript:alert(6)";

    /// <summary>The account key of a receiver that asks Spamhaus in its own zone, and lets everybody see it.</summary>
    internal const string LeakedKey = "abcdefghij1234567890klmnop";

    internal const string Leak = "listed, see 25.113.0.203." + LeakedKey + ".zen.dq.spamhaus.net for it";

    internal static readonly string Long = new('W', 30_000);

    internal static readonly string All = string.Join(" ", Script, Attribute, Style, Comment, Unseen, Formula, FormulaWithin, Markdown, Link, Leak, new string('w', 900));

    /// <summary>Names of elements that no report has of its own.</summary>
    internal static readonly string[] Elements = ["script", "img", "iframe", "object", "embed", "base", "form", "input", "textarea", "link", "audio", "video", "button", "math"];
}
