using Xunit;

namespace DelistTools.Core.Tests.Cases;

/// <summary>A hundred processes take the machine for themselves, so that tests beside them would run into their time limits.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StoreProcessCollection
{
    internal const string Name = "Processes on a store";
}
