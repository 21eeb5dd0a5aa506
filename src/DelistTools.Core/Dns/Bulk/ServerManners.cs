namespace DelistTools.Dns.Bulk;

/// <summary>What a server was found not to bear. Kept for as long as it is asked.</summary>
internal sealed class ServerManners
{
    // One answer in another case may be a forgery; several are the server's way.
    private const int Proof = 3;

    private int _otherCases;
    private int _formatErrors;

    /// <summary>It does not repeat the case of letters, so that cases by chance only cost time.</summary>
    internal bool ChangesCase => _otherCases >= Proof;

    /// <summary>It answers FORMERR to questions with an OPT record (RFC 6891, section 7).</summary>
    internal bool RefusesEdns => _formatErrors >= Proof;

    internal void NoteOtherCase() => _otherCases++;

    /// <summary>A question was answered only without an OPT record.</summary>
    internal void NoteAnswerWithoutEdns() => _formatErrors++;
}
