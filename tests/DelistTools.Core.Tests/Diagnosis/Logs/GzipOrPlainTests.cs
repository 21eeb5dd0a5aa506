using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using DelistTools.Diagnosis;
using DelistTools.Files;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class GzipOrPlainTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Open_PlainFile_IsGivenAsItIs()
    {
        File.WriteAllText(_path, "x");

        Assert.Equal("x", ReadAll());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(500_000)]
    public void Open_Members_AreGivenOneAfterTheOther(int length)
    {
        // Several lengths, so that ends of members lie at many places of the blocks that a decompressor takes.
        byte[][] texts = [.. Enumerable.Range(0, 60).Select(i => Noise(length + (i * 37), i))];
        File.WriteAllBytes(_path, [.. texts.SelectMany(t => Gzip(t))]);

        Assert.Equal(Encoding.Latin1.GetString([.. texts.SelectMany(t => t)]), ReadAll());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Open_MembersThatAreTheSame_AreAllGiven(int length)
    {
        byte[] text = Noise(length, 1);
        File.WriteAllBytes(_path, [.. Enumerable.Range(0, 3000).SelectMany(_ => Gzip(text)), .. Gzip([.. "end"u8])]);

        Assert.Equal((3000 * length) + 3, ReadAll().Length);
    }

    [Fact]
    public void Open_HeaderWithAllFields_IsSkipped()
    {
        byte[] member = Gzip([.. "hello"u8]);
        byte[] header = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 65, 66, .. "name\0"u8, .. "comment\0"u8, 1, 2];
        File.WriteAllBytes(_path, [.. header, .. member[10..]]);

        Assert.Equal("hello", ReadAll());
    }

    [Fact]
    public void Open_ZerosBehindTheLastMember_AreNoError()
    {
        File.WriteAllBytes(_path, [.. Gzip([.. "hello"u8]), .. new byte[5000]]);

        Assert.Equal("hello", ReadAll());
    }

    [Fact]
    public void Open_TruncatedFile_GivesWhatCanBeReadAndFails()
    {
        string line = "Nov 20 10:11:12 mail postfix/smtp[123]: 4F1A2B3C4D: to=<b@example.net>, relay=mx.example.net[203.0.113.9]:25, "
            + "dsn=5.7.1, status=bounced (host mx.example.net[203.0.113.9] said: 550 5.7.1 no (in reply to RCPT TO command))\n";
        byte[] whole = Gzip([.. Encoding.ASCII.GetBytes(line), .. Noise(300_000, 1)]);
        foreach (int length in new[] { whole.Length - 1, whole.Length - 8, whole.Length - 9, whole.Length / 2, 1000, 12 })
        {
            File.WriteAllBytes(_path, whole[..length]);
            List<FoundRefusal> found = [];
            using Stream log = GzipOrPlain.Open(_path);

            Exception error = Assert.ThrowsAny<Exception>(() => found.AddRange(TakeAll(log, found)));

            Assert.True(error is EndOfStreamException or InvalidDataException, error.ToString());
            Assert.Equal(length > 500 ? 1 : 0, found.Count);
        }
    }

    [Fact]
    public void Open_DamagedFile_Fails()
    {
        byte[] whole = Gzip(Noise(50_000, 1));
        whole[^6] ^= 1;
        File.WriteAllBytes(_path, whole);

        Assert.Throws<InvalidDataException>(ReadAll);
    }

    [Fact]
    public void Open_FileThatIsWritten_IsShared()
    {
        using FileStream writer = new(_path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        writer.Write("x"u8);
        writer.Flush();

        Assert.Equal("x", ReadAll());
    }

    private static IEnumerable<FoundRefusal> TakeAll(Stream log, List<FoundRefusal> found)
    {
        foreach (FoundRefusal refusal in new LogRefusals(LogSamples.Clock).Read(log))
        {
            found.Add(refusal);
        }

        return [];
    }

    private static byte[] Noise(int length, int seed)
    {
        Random random = new(seed);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)random.Next('a', 'q');
        }

        return bytes;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        // A framework may write nothing for nothing; gzip itself writes a member.
        return compressed.Length > 0 ? compressed.ToArray() : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private string ReadAll()
    {
        using StreamReader reader = new(GzipOrPlain.Open(_path), Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
