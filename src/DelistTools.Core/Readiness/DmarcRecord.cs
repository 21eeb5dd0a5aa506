using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DelistTools.Readiness;

/// <summary>A DMARC record, read (RFC 7489, section 6.3, and its successor, draft-ietf-dmarc-dmarcbis, section 4.7).</summary>
internal sealed class DmarcRecord
{
    private static readonly string[] Policies = { "none", "quarantine", "reject" };

    private readonly List<string> _faults = new();

    private DmarcRecord(string text)
    {
        Text = text;
    }

    internal string Text { get; }

    /// <summary>The policy for the domain itself (p=); null where it is missing or no policy.</summary>
    internal string? Policy { get; private set; }

    /// <summary>The policy for what is below (sp=), and what is said of names that are not there (np=).</summary>
    internal string? SubdomainPolicy { get; private set; }

    /// <summary>What passes SPF has to be of the very domain (aspf=s).</summary>
    internal bool IsSpfStrict { get; private set; }

    /// <summary>What passes DKIM has to be of the very domain (adkim=s).</summary>
    internal bool IsDkimStrict { get; private set; }

    /// <summary>The domain says of itself whether names below it are of different owners (psd=): y, n or u.</summary>
    internal char PublicSuffix { get; private set; } = 'u';

    /// <summary>Where daily reports go (rua=).</summary>
    internal IReadOnlyList<string> ReportUris { get; private set; } = Array.Empty<string>();

    /// <summary>What receivers pass over, for sentences.</summary>
    internal IReadOnlyList<string> Faults => _faults;

    /// <summary>Receivers ignore the record: it has neither a policy nor an address for reports (dmarcbis, section 4.7).</summary>
    internal bool IsIgnored => Policy is null && !ReportUris.Any(ReportAddress.IsMail);

    /// <summary>Whether a TXT record begins as one; by case of the version, as receivers do.</summary>
    internal static bool IsOne(string text)
    {
        int end = text.IndexOf(';');
        string first = (end < 0 ? text : text.Substring(0, end)).Trim();
        int equals = first.IndexOf('=');
        return equals > 0 && first.Substring(0, equals).Trim() == "v" && first.Substring(equals + 1).Trim() == "DMARC1";
    }

    internal static DmarcRecord Read(string text)
    {
        TagList tags = TagList.Parse(text);
        DmarcRecord record = new(text);
        if (tags.Fault is not null)
        {
            record._faults.Add(tags.Fault);
        }

        record.Policy = record.Choice(tags, "p", Policies);
        record.SubdomainPolicy = record.Choice(tags, "sp", Policies);
        _ = record.Choice(tags, "np", Policies);
        record.IsSpfStrict = record.Choice(tags, "aspf", "r", "s") == "s";
        record.IsDkimStrict = record.Choice(tags, "adkim", "r", "s") == "s";
        record.PublicSuffix = (record.Choice(tags, "psd", "y", "n", "u") ?? "u")[0];
        _ = record.Choice(tags, "t", "y", "n");
        if (tags["pct"] is { } share
            && !(int.TryParse(share, NumberStyles.None, CultureInfo.InvariantCulture, out int percent) && percent <= 100))
        {
            record._faults.Add("pct=" + Shown(share) + " is no number from 0 to 100");
        }

        record.ReportUris = record.Uris(tags, "rua");
        _ = record.Uris(tags, "ruf");
        if (tags["p"] is null)
        {
            record._faults.Add("it has no policy (p=)");
        }

        return record;
    }

    /// <summary>What receivers are asked to do with mail of a domain to which the record applies.</summary>
    internal string PolicyFor(bool isSubdomain) => (isSubdomain ? SubdomainPolicy : null) ?? Policy ?? "none";

    private string? Choice(TagList tags, string name, params string[] known)
    {
        string? value = tags[name];
        if (value is null || known.Contains(value.ToLowerInvariant()))
        {
            return value?.ToLowerInvariant();
        }

        _faults.Add(name + "=" + Shown(value) + " is none of " + string.Join(", ", known));
        return null;
    }

    private IReadOnlyList<string> Uris(TagList tags, string name)
    {
        string[] uris = tags[name]?.Split(',').Select(u => u.Trim()).Where(u => u.Length > 0).ToArray() ?? Array.Empty<string>();
        string? wrong = uris.FirstOrDefault(u => !ReportAddress.IsMail(u));
        if (wrong is not null)
        {
            _faults.Add(name + "= names '" + Shown(wrong) + "', which is no mailto: address");
        }

        return Array.AsReadOnly(uris);
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text.Substring(0, 40) + "...";
}
