using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Mail;

namespace DelistTools.Placement;

/// <summary>Header fields in which filters say what they think of a message. Of each the first counts: the receiving server's.</summary>
internal static class ProviderVerdicts
{
    private const int Most = 40;

    /// <summary>Fields of names and values, and which of the names tell something of the verdict.</summary>
    private static readonly Dictionary<string, string[]> TakenApart = new(StringComparer.OrdinalIgnoreCase)
    {
        ["X-Forefront-Antispam-Report"] = new[] { "SCL", "CAT", "SFV", "IPV", "SFTY", "CIP", "CTRY", "PTR" },
        ["X-Microsoft-Antispam"] = new[] { "BCL" },
    };

    /// <summary>Fields that are shown as they stand. Fields that only their author can read are not among them.</summary>
    private static readonly HashSet<string> Whole = new(StringComparer.OrdinalIgnoreCase)
    {
        "X-MS-Exchange-Organization-SCL", "X-MS-Exchange-Organization-PCL", "X-Microsoft-Antispam-Mailbox-Delivery",
        "X-MS-Exchange-Organization-Antispam-Report",
        "X-Spam", "X-Spam-Flag", "X-Spam-Status", "X-Spam-Score", "X-Spam-Level", "X-Spam-Bar", "X-Spam-Report", "X-Spam-Action",
        "X-Spam-Reason", "X-Spamd-Result", "X-Spamd-Bar", "X-Rspamd-Action", "X-Rspamd-Score", "X-Suspected-Spam",
        "X-Gm-Spam", "X-Gm-Phishy", "X-GMX-Antispam", "X-UI-Filterresults", "X-TOI-EXPURGATEID", "X-Yandex-Spam", "X-Mras",
        "X-Proofpoint-Spam-Details", "X-Proofpoint-Spam-Reason", "X-CLX-Score", "X-CLX-Spam", "X-Apple-Movetofolder", "X-Apple-Action",
        "X-Barracuda-Spam-Score", "X-Barracuda-Spam-Status", "X-Barracuda-Spam-Report", "X-Mimecast-Spam-Score",
        "X-IronPort-Anti-Spam-Result", "X-CMAE-Score", "X-CMAE-Analysis", "X-VR-SPAMSCORE", "X-VR-SPAMSTATE", "X-VADE-SPAMSTATE",
        "X-VADE-SPAMSCORE", "X-Ovh-Spam-Status", "X-Ovh-Spam-Reason", "X-Spampanel-Class", "X-SpamExperts-Class",
        "X-SpamExperts-Evidence", "X-Recommended-Action", "X-MailScanner-SpamCheck", "X-MailScanner-SpamScore", "X-Bogosity",
        "X-DSPAM-Result", "X-KSE-AntiSpam-Status", "X-Junkmail-Status", "X-TM-AS-Result",
    };

    internal static IReadOnlyList<ProviderVerdict> Of(MailFields header)
    {
        List<ProviderVerdict> verdicts = new();
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> field in header.InOrder.Where(f => seen.Add(f.Key)))
        {
            string name = NetworkText.Clean(field.Key);
            if (TakenApart.TryGetValue(field.Key, out string[]? parts))
            {
                verdicts.AddRange(Parts(name, field.Value, parts));
            }
            else if (Whole.Contains(field.Key) && NetworkText.CleanOrNull(field.Value) is string value)
            {
                verdicts.Add(new ProviderVerdict { Header = name, Name = name, Value = value });
            }
        }

        return verdicts.Take(Most).ToList().AsReadOnly();
    }

    /// <summary>The parts of a field that is written as <c>NAME:value;NAME:value;</c>, in the order in which they matter.</summary>
    private static IEnumerable<ProviderVerdict> Parts(string header, string value, string[] names)
    {
        List<string[]> parts = value.Split(';').Select(p => p.Trim().Split(new[] { ':' }, 2)).Where(p => p.Length == 2).ToList();
        return from name in names
               let part = parts.FirstOrDefault(p => p[0].Equals(name, StringComparison.OrdinalIgnoreCase))
               where part is not null && part[1].Trim().Length > 0
               select new ProviderVerdict { Header = header, Name = name, Value = NetworkText.Clean(part[1].Trim()) };
    }
}
