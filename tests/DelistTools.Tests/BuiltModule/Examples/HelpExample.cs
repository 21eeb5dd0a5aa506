using DelistTools.HelpBuilder.Pages;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>An example of a help page: what its reader types, and what the page says comes out.</summary>
/// <param name="Number">Counted from 1, as in the heading.</param>
/// <param name="Code">The powershell block.</param>
/// <param name="Output">The output block; null where there is none, since then nothing comes out.</param>
internal sealed record HelpExample(int Number, PageCode Code, PageCode? Output)
{
    /// <summary>The output as text; empty where the page has none.</summary>
    internal string Shown => Output?.Text ?? "";
}
