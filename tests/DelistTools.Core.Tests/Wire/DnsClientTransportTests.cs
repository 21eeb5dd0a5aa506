using System;
using System.Net;
using DelistTools.Dns;

namespace DelistTools.Core.Tests.Wire;

public sealed class DnsClientTransportTests : TransportContract
{
    private protected override IDnsTransport Open(IPEndPoint server, TimeSpan timeout) => new DnsClientTransport(server, timeout);
}
