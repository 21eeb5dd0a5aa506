namespace DelistTools.Dns.Bulk;

/// <summary>What a server was found not to bear. Kept for as long as it is asked.</summary>
internal sealed class ServerManners
{
    // One answer in another case may be a forgery, and one without OPT may be chance; several in a row are the server's way.
    private const int Proof = 3;

    private int _otherCases;
    private int _withoutEdns;

    /// <summary>It does not repeat the case of letters, so that cases by chance only cost time.</summary>
    internal bool ChangesCase => _otherCases >= Proof;

    /// <summary>It answers only questions without an OPT record (RFC 6891, section 7).</summary>
    internal bool RefusesEdns => _withoutEdns >= Proof;

    /// <summary>A reply came with the letters in another case than they went out.</summary>
    internal void NoteOtherCase() => _otherCases++;

    /// <summary>A reply came with the letters as they went out, by chance in upper and lower case.</summary>
    internal void NoteSameCase()
    {
        if (!ChangesCase)
        {
            _otherCases = 0;
        }
    }

    /// <summary>A question was answered, and only without an OPT record.</summary>
    internal void NoteAnswerWithoutEdns() => _withoutEdns++;

    /// <summary>A question with an OPT record was answered.</summary>
    internal void NoteAnswerWithEdns()
    {
        if (!RefusesEdns)
        {
            _withoutEdns = 0;
        }
    }
}
