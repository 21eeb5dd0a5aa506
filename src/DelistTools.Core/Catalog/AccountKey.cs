namespace DelistTools.Catalog;

/// <summary>An account key of a list. It shows itself nowhere: only the question that is sent carries it.</summary>
internal sealed class AccountKey
{
    private readonly string _value;

    internal AccountKey(string value)
    {
        _value = value;
    }

    /// <summary>For the name that goes on the wire, and for the file that keeps it.</summary>
    internal string Reveal() => _value;

    /// <summary>A key stands in a DNS name as one label: letters, digits and hyphens, 63 at most (RFC 1035, section 2.3.1).</summary>
    internal static bool IsValid(string value)
    {
        if (value.Length is 0 or > 63 || value[0] == '-' || value[value.Length - 1] == '-')
        {
            return false;
        }

        foreach (char c in value)
        {
            if (!(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => BlocklistReader.KeyPlaceholder;
}
