using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>The directions of the house: who may know whom, and who may name a package.</summary>
public sealed class ArchitectureTests
{
    private static readonly (string Package, string Folder)[] Packages =
    [
        ("DnsClient", "Dns"), ("MailKit", "Mail"), ("MimeKit", "Mail"), ("Org.BouncyCastle", "Mail"),
        ("Microsoft.Data.Sqlite", "Cases/Store"), ("SQLitePCL", "Cases/Store"),
    ];

    [Theory]
    [InlineData("Model", "")]
    [InlineData("Dns", "Dns.Bulk")]
    [InlineData("Dns/Bulk", "")]
    [InlineData("Mail", "")]
    [InlineData("Catalog", "")]
    [InlineData("State", "Catalog")]
    [InlineData("Files", "")]
    [InlineData("ListFiles", "Files")]
    [InlineData("Blocklists", "Catalog Dns ListFiles State")]
    [InlineData("Providers", "Catalog Dns")]
    [InlineData("Routing", "Catalog Blocklists")]
    [InlineData("Cases", "Catalog Routing State")]
    [InlineData("Drafting", "Catalog Cases Mail Routing")]
    [InlineData("Diagnosis", "Catalog Files Mail")]
    [InlineData("Sweeping", "Blocklists Catalog Dns Dns.Bulk ListFiles State")]
    [InlineData("Probing", "Blocklists Catalog Diagnosis Dns Mail")]
    [InlineData("Placement", "Diagnosis Mail")]
    [InlineData("Readiness", "Blocklists Catalog Dns Mail Readiness.Spf")]
    [InlineData("Readiness/Spf", "Dns")]
    [InlineData("Replies", "Catalog Diagnosis Files Mail")]
    [InlineData("Reporting", "Blocklists Catalog State")]
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
    public void Packages_OutsideTheirFolder_AreNamedNowhere()
    {
        foreach ((string package, string folder) in Packages)
        {
            string[] users = [.. Usings("").Where(u => u.Used == package || u.Used.StartsWith(package + ".", StringComparison.Ordinal)).Select(u => u.File)];
            Assert.NotEmpty(users);
            Assert.All(users, file => Assert.True(file.StartsWith(folder + "/", StringComparison.Ordinal), file + " uses " + package));
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
                .Select(l => (Path.GetRelativePath(Source(), f).Replace('\\', '/'), l[(l.LastIndexOf(' ') + 1)..^1])))
            : [];
    }

    private static string Source() => Path.Combine(DelistTools.Lab.RepositoryFolder.Path, "src", "DelistTools.Core");
}
