using System.IO;
using System.Text;

namespace DelistTools.Diagnosis;

/// <summary>A file that is neither a log nor a message, as text.</summary>
internal static class PlainText
{
    /// <summary>That much of it is read, in bytes.</summary>
    internal const int Longest = 16 << 20;

    /// <summary>The text by its mark of order, or else as UTF-8 where it is that, and as Latin-1 where not.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="isCut">It is longer than what was read.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static string Read(Stream stream, out bool isCut)
    {
        MemoryStream bytes = new();
        byte[] block = new byte[FileKinds.HeadLength];
        int read;
        while ((read = ReadFull(stream, block)) > 0 && bytes.Length < Longest)
        {
            bytes.Write(block, 0, read);
        }

        isCut = read > 0;
        return TextOf(bytes.GetBuffer(), (int)bytes.Length);
    }

    private static int ReadFull(Stream stream, byte[] buffer)
    {
        int length = 0;
        int read;
        while (length < buffer.Length && (read = stream.Read(buffer, length, buffer.Length - length)) > 0)
        {
            length += read;
        }

        return length;
    }

    private static string TextOf(byte[] bytes, int length)
    {
        try
        {
            using StreamReader reader = new(
                new MemoryStream(bytes, 0, length), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("iso-8859-1").GetString(bytes, 0, length);
        }
    }
}
