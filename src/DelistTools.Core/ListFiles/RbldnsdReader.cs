using System;
using System.Runtime.CompilerServices;

namespace DelistTools.ListFiles;

/// <summary>
/// What the datasets of rbldnsd share: special entries, default values, exclusions, and values behind entries. Where rbldnsd
/// ignores a line with a warning, this finds fault with it.
/// </summary>
internal abstract class RbldnsdReader : ListEntryReader
{
    private readonly RbldnsdValues _values;
    private readonly RbldnsdSpecials _specials;
    private bool _hasDefault;

    protected RbldnsdReader(ListBuilder builder, Func<DateTime> now)
    {
        Builder = builder;
        _values = new RbldnsdValues(builder);
        _specials = new RbldnsdSpecials(builder, now);
        Default = _values.Initial;
    }

    protected ListBuilder Builder { get; }

    /// <summary>What entries answer that say nothing else.</summary>
    protected int Default { get; private set; }

    /// <summary>How many addresses an entry may cover.</summary>
    protected ulong MaxRange4 => _specials.MaxRange4;

    /// <summary>All entries answer alike, by the first default value; values of their own are ignored.</summary>
    protected virtual bool IsTrivial => false;

    /// <inheritdoc/>
    [MethodImpl(HotPath.Compiled)]
    internal override string? Read(byte[] bytes, int from, int end)
    {
        byte first = bytes[from];
        bool isOther = first is (byte)'$' or (byte)'#' or (byte)';' || (first == ':' && !StartsWithGap(bytes, from, end));
        if (isOther)
        {
            return ReadOther(bytes, from, end);
        }

        bool isExclusion = first == '!';
        if (isExclusion)
        {
            from = ByteText.SkipBlanks(bytes, from + 1, end);
        }

        return from == end ? "there is nothing behind the exclamation mark" : ReadEntry(bytes, from, end, isExclusion);
    }

    /// <summary>Of 10.2.3.4 there may be 10.2 left, which is 65,536 addresses. rbldnsd warns that it ignores such a line, and takes it.</summary>
    internal override string? ReadUnended(byte[] bytes, int from, int end) => ByteText.IsComment(bytes[from])
        ? null
        : ByteText.Quote(bytes, from, end) + " is the last line and has no end, so that some of it may be missing; end it with a line break";

    /// <inheritdoc/>
    internal override void Finish()
    {
        if (IsTrivial)
        {
            Builder.AnswerAlike(Default);
        }
    }

    /// <summary>Reads an entry.</summary>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    protected abstract string? ReadEntry(byte[] bytes, int from, int end, bool isExclusion);

    /// <summary>What stands behind an entry.</summary>
    /// <param name="bytes">Where it stands.</param>
    /// <param name="at">Where the entry ends.</param>
    /// <param name="end">Where the line ends.</param>
    /// <param name="isExclusion">The entry takes out, and its value is ignored.</param>
    /// <param name="answer">What the entry answers.</param>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    protected string? ReadAnswer(byte[] bytes, int at, int end, bool isExclusion, out int answer)
    {
        answer = isExclusion ? ListValues.Excluded : Default;
        if (at == end)
        {
            return null;
        }

        int value = ByteText.SkipBlanks(bytes, at, end);
        if (ByteText.IsComment(bytes[value]) || isExclusion || IsTrivial)
        {
            return null;
        }

        // rbldnsd would take the rest of what is meant as a range or block for a text.
        bool isSpread = bytes[value] is (byte)'-' or (byte)'/' && ByteText.SkipBlanks(bytes, value + 1, end) is int next
            && next < end && ByteText.IsDigit(bytes[next]);
        return isSpread
            ? "a range or block is written without blanks in it"
            : _values.Read(bytes, value, end, Default, out answer);
    }

    /// <summary>Whether an entry may end here: what is not a blank or the beginning of a comment or of a value belongs to it.</summary>
    protected static bool EndsAt(byte[] bytes, int at, int end) =>
        at == end || ByteText.IsBlank(bytes[at]) || ByteText.IsComment(bytes[at]);

    /// <summary>An IPv6 address may begin with two colons, a value never does.</summary>
    private static bool StartsWithGap(byte[] bytes, int from, int end) => from + 1 < end && bytes[from + 1] == ':';

    private string? ReadOther(byte[] bytes, int from, int end)
    {
        int word = RbldnsdSpecials.WordOf(bytes, from, end);
        if (word >= 0)
        {
            return _specials.Read(bytes, word, end);
        }

        if (bytes[from] != ':')
        {
            return null;
        }

        string? fault = _values.Read(bytes, from, end, _values.Initial, out int value);
        if (fault is null && !(IsTrivial && _hasDefault))
        {
            _hasDefault = true;
            Default = value;
        }

        return fault;
    }
}
