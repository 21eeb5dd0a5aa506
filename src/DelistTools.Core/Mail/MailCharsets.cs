using System;
using System.Text;

namespace DelistTools.Mail;

/// <summary>Turns the octets of a text into letters: by the character set that is declared, and decently where none or a wrong one is.</summary>
internal static class MailCharsets
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of the octets.</summary>
    /// <param name="octets">The octets, a transfer encoding undone.</param>
    /// <param name="length">How many of them count.</param>
    /// <param name="charset">The declared character set; null where there is none.</param>
    internal static string Decode(byte[] octets, int length, string? charset)
    {
        // Text that is valid UTF-8 by chance is rare; text that says ASCII or Latin-1 and is UTF-8 is not.
        bool escapes = charset is not null && charset.StartsWith("iso-2022", StringComparison.OrdinalIgnoreCase);
        if (!escapes && Utf8(octets, length) is string text)
        {
            return text;
        }

        return (Find(charset) ?? Find("windows-1252") ?? Encoding.GetEncoding("iso-8859-1")).GetString(octets, 0, length);
    }

    private static string? Utf8(byte[] octets, int length)
    {
        try
        {
            return StrictUtf8.GetString(octets, 0, length);
        }
        catch (DecoderFallbackException)
        {
            // A text that is cut off may end within a letter.
            return null;
        }
    }

    private static Encoding? Find(string? charset)
    {
        string name = (charset ?? "").Trim().Trim('"', '\'').ToLowerInvariant();
        name = name switch
        {
            "" or "us-ascii" or "ascii" or "utf-8" or "utf8" or "unknown-8bit" or "8bit" or "x-unknown" => "windows-1252",
            "cp1250" or "cp1251" or "cp1252" or "cp1253" or "cp1254" or "cp1255" or "cp1256" or "cp1257" => "windows-" + name.Substring(2),
            "x-gbk" or "gbk" or "gb2312" or "gb18030" => "gb18030",
            "x-sjis" or "sjis" or "ms_kanji" => "shift_jis",
            "ks_c_5601-1987" or "euc-kr" => "ks_c_5601-1987",
            "iso8859-1" or "latin1" or "iso-8859-1" => "windows-1252",
            _ => name,
        };
        try
        {
#if NET
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
#else
            return Encoding.GetEncoding(name);
#endif
        }
        catch (ArgumentException)
        {
            // No such character set is known here.
            return null;
        }
    }
}
