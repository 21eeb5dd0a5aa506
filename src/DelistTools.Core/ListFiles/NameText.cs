namespace DelistTools.ListFiles;

/// <summary>Domain names in bytes.</summary>
internal static class NameText
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>Reads a name, with a dot or <c>*.</c> before it where names below are meant.</summary>
    /// <param name="bytes">Where it stands.</param>
    /// <param name="from">Where it begins; afterwards behind the wildcard.</param>
    /// <param name="end">Where it ends; afterwards before a dot at its end.</param>
    /// <param name="fewestLabels">How many labels it has at least.</param>
    /// <param name="own">The name itself is meant.</param>
    /// <param name="below">The names below it are meant.</param>
    /// <returns>False where it is no domain name (RFC 1035, section 2.3.1; underscores are names of hosts' services).</returns>
    internal static bool TryRead(byte[] bytes, ref int from, ref int end, int fewestLabels, out bool own, out bool below)
    {
        bool isStar = end - from > 2 && bytes[from] == '*' && bytes[from + 1] == '.';
        below = isStar || (end > from && bytes[from] == '.');
        own = !isStar;
        from += isStar ? 2 : below ? 1 : 0;
        if (end > from && bytes[end - 1] == '.')
        {
            end--;
        }

        if (end - from is 0 or > LongestName)
        {
            return false;
        }

        int labels = 0;
        int label = from;
        for (int i = from; i <= end; i++)
        {
            if (i < end && bytes[i] != '.')
            {
                byte c = ByteText.Lower(bytes[i]);
                if (!((uint)(c - 'a') <= 25 || ByteText.IsDigit(c) || c is (byte)'-' or (byte)'_'))
                {
                    return false;
                }

                continue;
            }

            if (i - label is 0 or > LongestLabel)
            {
                return false;
            }

            labels++;
            label = i + 1;
        }

        return labels >= fewestLabels;
    }
}
