using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Mail;

namespace DelistTools.Diagnosis;

/// <summary>The fields of a delivery status (RFC 3464, section 2) by themselves, as a mail program shows that part.</summary>
internal sealed class DeliveryStatusFormat : IRefusalFormat
{
    /// <inheritdoc/>
    public IEnumerable<FoundRefusal> Find(string text)
    {
        if (!MayHold(text) || MailFieldReader.NameEnd(TextLines.Of(text).First(l => l.Trim().Length > 0).Trim()) < 0)
        {
            return Enumerable.Empty<FoundRefusal>();
        }

        string fields = string.Join("\n", TextLines.Of(text));
        return BounceReader.OfReport(MailFieldReader.Groups(fields));
    }

    private static bool MayHold(string text) =>
        text.IndexOf("Final-Recipient", StringComparison.OrdinalIgnoreCase) >= 0
        || text.IndexOf("Original-Recipient", StringComparison.OrdinalIgnoreCase) >= 0
        || text.IndexOf("Diagnostic-Code", StringComparison.OrdinalIgnoreCase) >= 0;
}
