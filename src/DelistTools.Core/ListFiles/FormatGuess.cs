namespace DelistTools.ListFiles;

/// <summary>Tells by the first lines of a file how it is written, where nobody has said it.</summary>
internal sealed class FormatGuess
{
    private static readonly string[] RecordTypes = { "A", "TXT", "MX", "NS", "CNAME", "AAAA" };

    private bool _isRbldnsd;
    private bool _hasIp4;
    private bool _hasIp6;
    private int _addresses;
    private int _names;
    private bool _hasRecords;
    private bool _isGeneric;

    private FormatGuess()
    {
    }

    /// <summary>The format of a file that begins with these lines.</summary>
    /// <param name="bytes">Where they stand.</param>
    /// <param name="from">Where they begin.</param>
    /// <param name="end">Where they end.</param>
    /// <param name="fault">Why the file is none of the formats; null where it may be one.</param>
    internal static ListFileFormat Of(byte[] bytes, int from, int end, out string? fault)
    {
        FormatGuess guess = new();
        int first = from;
        while (first < end && (ByteText.IsMargin(bytes[first]) || bytes[first] == '\n'))
        {
            first++;
        }

        fault = null;
        if (IsJson(bytes, first, end))
        {
            return ListFileFormat.Drop;
        }

        for (int line = first; line < end;)
        {
            int next = System.Array.IndexOf(bytes, (byte)'\n', line, end - line);
            next = next < 0 ? end : next;
            int last = next;
            while (last > line && ByteText.IsMargin(bytes[last - 1]))
            {
                last--;
            }

            line = ByteText.SkipBlanks(bytes, line, last);
            if (line < last)
            {
                guess.Look(bytes, line, last);
            }

            line = next + 1;
        }

        fault = guess._isGeneric && !guess._hasIp4 && !guess._hasIp6
            ? "it is a generic dataset of rbldnsd, which holds records of all kinds and not who is listed. A list is an ip4set, ip4trie, ip4tset, ip6trie, ip6tset or dnset"
            : null;
        return guess.Conclude();
    }

    internal static bool IsJson(byte[] bytes, int from, int end) => from < end && bytes[from] is (byte)'{' or (byte)'[';

    private ListFileFormat Conclude()
    {
        if (_isRbldnsd)
        {
            // A dnset may hold 127.0.0.2 and other addresses, which are names there. A word among addresses is a bad line of
            // theirs: as names, all of them would be nothing that an address is on.
            return _names > _addresses ? ListFileFormat.Dnset : _hasIp6 && !_hasIp4 ? ListFileFormat.Ip6trie : ListFileFormat.Ip4set;
        }

        return _hasRecords ? ListFileFormat.Drop : ListFileFormat.Plain;
    }

    private void Look(byte[] bytes, int from, int end)
    {
        byte first = bytes[from];
        if (RbldnsdSpecials.WordOf(bytes, from, end) is >= 0 and int word)
        {
            _isRbldnsd |= RbldnsdSpecials.IsKnown(bytes, word, end);
            return;
        }

        if (ByteText.IsComment(first) || (first == '/' && from + 1 < end && bytes[from + 1] == '/'))
        {
            return;
        }

        // A value of its own, which no address begins with: those with a colon before have two.
        if (first == '!' || (first == ':' && from + 1 < end && bytes[from + 1] != ':'))
        {
            _isRbldnsd = true;
            return;
        }

        LookAtEntry(bytes, from, end);
    }

    private void LookAtEntry(byte[] bytes, int from, int end)
    {
        int at = from;
        bool isIp4 = Ip4Text.ReadEntry(bytes, ref at, end, maySpread: true, out Ip4Entry entry) is null
            && (at == end || ByteText.IsBlank(bytes[at]) || ByteText.IsComment(bytes[at]) || bytes[at] == ':');
        if (isIp4)
        {
            _hasIp4 = true;
            _addresses++;
            _isRbldnsd |= entry.Octets != 4;
        }
        else
        {
            at = ByteText.EndOfWord(bytes, from, end);
            int behind = from;
            bool isIp6 = Ip6Text.Read(bytes, ref behind, end, takesIpv4: true, out _) is int groups && groups > 1
                && System.Array.IndexOf(bytes, (byte)':', from, behind - from) >= 0;
            _hasIp6 |= isIp6;
            _isRbldnsd |= isIp6 && groups < 8;
            if (isIp6 || IsMeantAsAddress(bytes, from, at))
            {
                _addresses++;
            }
            else
            {
                _names++;
            }
        }

        LookBehind(bytes, ByteText.SkipBlanks(bytes, at, end), end, isIp4 && entry.IsBlock);
    }

    private void LookBehind(byte[] bytes, int at, int end, bool isBlock)
    {
        if (at == end || IsSlashes(bytes, at, end))
        {
            return;
        }

        if (ByteText.IsComment(bytes[at]))
        {
            int record = ByteText.SkipBlanks(bytes, at + 1, end);
            _hasRecords |= isBlock && bytes[at] == ';' && end - record > 3
                && ByteText.Is(bytes, record, record + 3, "SBL") && ByteText.IsDigit(bytes[record + 3]);
            return;
        }

        // Behind a name of a plain list there may be nothing, of a range what belongs to it.
        if (bytes[at] is (byte)'-' or (byte)'/')
        {
            return;
        }

        _isRbldnsd = true;
        int word = at;
        if (ByteText.ReadNumber(bytes, ref word, end) >= 0)
        {
            word = ByteText.SkipBlanks(bytes, word, end);
        }

        int behind = ByteText.EndOfWord(bytes, word, end);
        _isGeneric |= behind < end && System.Array.Exists(RecordTypes, t => t.Length == behind - word && ByteText.Is(bytes, word, behind, t));
    }

    /// <summary>Whether it is meant as an address, even if it is none: no name has a colon.</summary>
    private static bool IsMeantAsAddress(byte[] bytes, int from, int end)
    {
        if (System.Array.IndexOf(bytes, (byte)':', from, end - from) >= 0)
        {
            return true;
        }

        for (int i = from; i < end; i++)
        {
            if (!(ByteText.IsDigit(bytes[i]) || bytes[i] is (byte)'.' or (byte)'/' or (byte)'-'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSlashes(byte[] bytes, int at, int end) => bytes[at] == '/' && at + 1 < end && bytes[at + 1] == '/';
}
