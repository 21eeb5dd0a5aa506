using System.Text;

namespace DelistTools.Diagnosis;

/// <summary>The text of bytes of a log, which nobody has to have written in one encoding.</summary>
internal static class LogText
{
    private const char Unreadable = '\uFFFD';

    private static readonly Encoding Latin1 = Encoding.GetEncoding(28591);

    /// <summary>UTF-8; where that cannot be, each byte a character.</summary>
    internal static string Decode(byte[] bytes, int start, int end)
    {
        string text = Encoding.UTF8.GetString(bytes, start, end - start);
        return text.IndexOf(Unreadable) < 0 ? text : Latin1.GetString(bytes, start, end - start);
    }
}
