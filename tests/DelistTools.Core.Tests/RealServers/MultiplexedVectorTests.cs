using Xunit;

namespace DelistTools.Core.Tests.RealServers;

[Collection(ServerCollection.Name)]
public sealed class MultiplexedVectorTests(ServerFixture servers) : VectorTests(servers, isMultiplexed: true);
