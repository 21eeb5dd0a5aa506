using Xunit;

namespace DelistTools.HelpBuilder.Tests;

/// <summary>The tests that share the sample module.</summary>
[CollectionDefinition(Name)]
public sealed class SampleModuleCollection : ICollectionFixture<SampleModuleFixture>
{
    internal const string Name = "Sample module";
}
