using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace DelistTools.Core.Tests.RealServers;

[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "xunit's word.")]
public sealed class ServerCollection : ICollectionFixture<ServerFixture>
{
    public const string Name = "Real name servers";
}
