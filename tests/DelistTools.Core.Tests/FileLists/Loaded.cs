using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using DelistTools.ListFiles;

namespace DelistTools.Core.Tests.FileLists;

/// <summary>Lists made of a text, and what they answer as one line.</summary>
internal static class Loaded
{
    internal const string Path = "list.txt";

    internal static LoadedList From(string text, ListFileFormat format = ListFileFormat.Auto, bool lenient = false, DateTime? now = null) =>
        From(Encoding.UTF8.GetBytes(text), format, lenient, now);

    internal static LoadedList From(byte[] bytes, ListFileFormat format = ListFileFormat.Auto, bool lenient = false, DateTime? now = null)
    {
        using MemoryStream stream = new(bytes);
        return new ListFileLoader(Path, format, lenient, () => now ?? DateTime.UtcNow).Read(stream, FileStamp.None, CancellationToken.None);
    }

    /// <summary>The answer for an address or a name: codes, and texts in quotation marks; "-" where it is not listed.</summary>
    internal static string Answer(this LoadedList list, string target)
    {
        FileAnswer? answer = IPAddress.TryParse(target, out IPAddress? address) && list.Kinds != BlocklistKind.Domain ? list.Find(address) : list.Find(target);
        return answer is null
            ? "-"
            : string.Join(' ', answer.Addresses.Distinct().Select(a => a.ToString()).Order(StringComparer.Ordinal)
                .Concat(answer.Texts.Select(t => "\"" + t + "\"")));
    }
}
