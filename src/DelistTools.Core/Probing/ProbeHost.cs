using System.Collections.Generic;
using System.Net;

namespace DelistTools.Probing;

/// <summary>A host that a probe tries, with the addresses to try.</summary>
/// <param name="Name">Its name, or its address where only that is known.</param>
/// <param name="Port">The port.</param>
/// <param name="Addresses">In the order in which they are tried.</param>
internal sealed record ProbeHost(string Name, int Port, IReadOnlyList<IPAddress> Addresses);
