using System.Globalization;

namespace DelistTools;

/// <summary>One line of a dialogue.</summary>
public sealed class TranscriptLine
{
    internal TranscriptLine(int milliseconds, SmtpStage stage, TranscriptDirection direction, string text)
    {
        Milliseconds = milliseconds;
        Stage = stage;
        Direction = direction;
        Text = text;
    }

    /// <summary>Since the probe began.</summary>
    public int Milliseconds { get; }

    /// <summary>The stage of the dialogue.</summary>
    public SmtpStage Stage { get; }

    /// <summary>Who said it.</summary>
    public TranscriptDirection Direction { get; }

    /// <summary>What was said, without secrets, cleaned of control characters.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture, "{0,6} ms {1} {2}", Milliseconds,
        Direction switch { TranscriptDirection.Sent => "->", TranscriptDirection.Received => "<-", _ => "--" }, Text);
}
