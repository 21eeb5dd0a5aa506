using System.Globalization;
using System.Resources;

namespace DelistTools.Blocklists;

/// <summary>What to do about a list's health, in one line. The texts stand in HealthAdvice.resx, one for each health and each finding.</summary>
internal static class HealthAdvice
{
    /// <summary>The name under which the texts are embedded.</summary>
    internal const string Resource = "DelistTools.HealthAdvice";

    private static readonly ResourceManager Texts = new(Resource, typeof(HealthAdvice).Assembly);

    /// <param name="list">The list.</param>
    /// <param name="health">Its health.</param>
    /// <param name="finding">What is wrong with the resolver: it goes before, since a list behind it cannot be judged.</param>
    /// <param name="resolver">The resolver, or the file.</param>
    /// <param name="isRemembered">It was tested earlier: somebody may have mended it since.</param>
    /// <param name="about">The kinds of target that it is about; null where it is about all that the list holds.</param>
    internal static string Of(Blocklist list, ListHealth health, ResolverFinding finding, string resolver, bool isRemembered, string? about = null)
    {
        string text = (list.File is null ? null : Text("File" + health))
            ?? Text(finding == ResolverFinding.None ? "Health" + health : "Finding" + finding)!;
        string advice = (about is null ? "" : "About " + about + ": ") + string.Format(CultureInfo.InvariantCulture, text, list.Id, resolver);
        if (isRemembered && (health != ListHealth.Healthy || finding != ResolverFinding.None))
        {
            advice += " " + Text("Remembered");
        }

        // A list that wants its askers registered may stay silent, or answer "no" to everything, until they are.
        return list.Registration is not null && health is (ListHealth.Refused or ListHealth.Empty or ListHealth.Unreachable)
            ? advice + " Who may ask " + list.Id + ": " + list.Registration
            : advice;
    }

    private static string? Text(string name) => Texts.GetString(name, CultureInfo.InvariantCulture);
}
