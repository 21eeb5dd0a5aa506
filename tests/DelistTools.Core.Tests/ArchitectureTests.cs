using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>The directions of the house: who may know whom, and who may name a package.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Packages = ["DnsClient", "MailKit", "MimeKit", "Org.BouncyCastle", "Microsoft.Data.Sqlite", "SQLitePCL"];

    [Theory]
    [InlineData("Model", "")]
    [InlineData("Dns", "")]
    [InlineData("Mail", "")]
    [InlineData("Catalog", "")]
    [InlineData("Blocklists", "Catalog Dns")]
    [InlineData("Providers", "Catalog Dns")]
    [InlineData("Routing", "Catalog Blocklists")]
    [InlineData("Cases", "Catalog Routing")]
    [InlineData("Diagnosis", "Catalog Mail")]
    [InlineData("Probing", "Blocklists Catalog Diagnosis Dns Mail")]
    [InlineData("Placement", "Diagnosis Mail")]
    [InlineData("Readiness", "Blocklists Catalog Dns Mail")]
    [InlineData("Waiting", "Blocklists Cases Catalog Dns Probing")]
    public void Folder_Namespaces_AreThoseItMayKnow(string folder, string allowed)
    {
        string[] known = [.. allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), folder];
        foreach ((string file, string used) in Usings(folder).Where(u => u.Used.StartsWith("DelistTools.", StringComparison.Ordinal)))
        {
            Assert.True(known.Contains(used["DelistTools.".Length..]), file + " uses " + used);
        }
    }

    [Fact]
    public void Packages_OutsideDnsAndMail_AreNamedNowhere()
    {
        IEnumerable<(string File, string Used)> all = Directory.GetDirectories(Source())
            .Select(d => Path.GetFileName(d)!).Where(d => d is not ("Dns" or "Mail")).SelectMany(Usings);
        foreach ((string file, string used) in all)
        {
            Assert.False(Packages.Any(p => used == p || used.StartsWith(p + ".", StringComparison.Ordinal)), file + " uses " + used);
        }
    }

    [Fact]
    public void PublicSurface_Signatures_NameNoPackage()
    {
        foreach (Type type in typeof(Blocklist).Assembly.GetExportedTypes())
        {
            IEnumerable<Type> named = type.GetProperties().Select(p => p.PropertyType)
                .Concat(type.GetMethods().SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)))
                .Concat(type.GetFields().Select(f => f.FieldType));
            foreach (Type used in named.SelectMany(WithArguments))
            {
                string assembly = used.Assembly.GetName().Name!;
                Assert.True(assembly.StartsWith("System.", StringComparison.Ordinal) || assembly == "DelistTools.Core", type + " names " + used);
            }
        }
    }

    [Fact]
    public void PublicSurface_Results_CannotBeChanged()
    {
        foreach (Type type in typeof(Blocklist).Assembly.GetExportedTypes().Where(t => !t.IsEnum && !typeof(Exception).IsAssignableFrom(t)))
        {
            Assert.True(type.IsSealed, type + " can be derived from");
            Assert.Empty(type.GetConstructors());
            Assert.Empty(type.GetFields());
            Assert.All(type.GetProperties(), p => Assert.False(p.SetMethod?.IsPublic == true, type + "." + p.Name + " can be set"));
            Assert.All(type.GetProperties(), p => Assert.False(p.PropertyType.IsArray, type + "." + p.Name + " is an array, whose items can be set"));
        }
    }

    private static IEnumerable<Type> WithArguments(Type type) =>
        type.GetGenericArguments().SelectMany(WithArguments).Append(type.IsArray ? type.GetElementType()! : type);

    private static IEnumerable<(string File, string Used)> Usings(string folder)
    {
        string path = Path.Combine(Source(), folder);
        return Directory.Exists(path)
            ? Directory.GetFiles(path, "*.cs", SearchOption.AllDirectories).SelectMany(f => File.ReadLines(f)
                .Where(l => l.StartsWith("using ", StringComparison.Ordinal) && l.EndsWith(';'))
                .Select(l => (Path.GetFileName(f), l["using ".Length..^1].Replace("static ", "", StringComparison.Ordinal))))
            : [];
    }

    private static string Source() => Path.Combine(DelistTools.Lab.RepositoryFolder.Path, "src", "DelistTools.Core");
}
