using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>The module keeps its catalogue and its memory of answers per process, so that its tests take turns.</summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "xunit's word.")]
public sealed class ModuleCollection
{
    public const string Name = "The built module";
}
