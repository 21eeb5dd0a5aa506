using Xunit;

namespace DelistTools.Core.Tests.RealServers;

[Collection(ServerCollection.Name)]
public sealed class DnsClientVectorTests(ServerFixture servers) : VectorTests(servers, isMultiplexed: false);
