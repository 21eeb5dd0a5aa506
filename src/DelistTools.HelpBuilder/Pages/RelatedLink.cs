using System;

namespace DelistTools.HelpBuilder.Pages;

/// <summary>One entry of RELATED LINKS.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Uri">Where it leads, as written.</param>
internal sealed record RelatedLink(string Text, string Uri)
{
    /// <summary>Whether it leads to the web and not to another page of the folder.</summary>
    internal bool IsAbsolute =>
        System.Uri.TryCreate(Uri, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";
}
