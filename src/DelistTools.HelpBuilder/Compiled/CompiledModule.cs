using System.Collections.Generic;

namespace DelistTools.HelpBuilder.Compiled;

/// <summary>The built module as the engine sees it once imported.</summary>
/// <param name="Name">The module's name.</param>
/// <param name="Commands">The cmdlets it really exports, by name.</param>
internal sealed record CompiledModule(string Name, IReadOnlyList<CompiledCommand> Commands);
