using System.IO;
using System.Linq;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class VectorsTests
{
    [Fact]
    public void All_ShippedFile_HasEveryRow()
    {
        Assert.Equal(62, Vectors.All.Count);
        Assert.Equal(2, Vectors.All.Count(v => v.IsTimeout));
        Assert.All(Vectors.All, v => Assert.NotEqual(string.Empty, v.Expected));
        var first = Vectors.All[0];
        Assert.Equal(("2.0.0.127.zen.test", DnsRecordType.A, "NOERROR"), (first.Name, first.Type, first.Rcode));
        Assert.Equal(["127.0.0.2", "127.0.0.4", "127.0.0.10"], first.Answers);
        Assert.Equal("https://check.test/sbl/127.0.0.2", Vectors.All[1].Answers[0]);
    }

    [Theory]
    [InlineData("another header\n")]
    [InlineData("qname\ttype\trcode\tanswers\texpected\nonly\ttwo\n")]
    public void Read_WrongFile_Throws(string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            Assert.Throws<System.FormatException>(() => Vectors.Read(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
