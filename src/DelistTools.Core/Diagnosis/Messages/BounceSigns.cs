using System;
using System.Linq;
using DelistTools.Mail;

namespace DelistTools.Diagnosis;

/// <summary>Tells bounces from other mail. Words in the text are no sign: people write about bounces, and newsletters too.</summary>
internal static class BounceSigns
{
    /// <summary>Why a message is no bounce; null where it is one.</summary>
    internal static string? WhyNot(MailContent content) => content.StatusGroups.Count > 0 ? null : "it is no bounce";
}
