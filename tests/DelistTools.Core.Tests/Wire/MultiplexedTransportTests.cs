using System;
using System.Net;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;

namespace DelistTools.Core.Tests.Wire;

public sealed class MultiplexedTransportTests : TransportContract
{
    private protected override IDnsTransport Open(IPEndPoint server, TimeSpan timeout) =>
        new MultiplexedTransport(server, new BulkOptions { Timeout = timeout });
}
