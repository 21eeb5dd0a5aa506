namespace DelistTools;

/// <summary>What the sending server did after a refusal (RFC 3464, section 2.3.3).</summary>
public enum DeliveryAction
{
    /// <summary>It gave up, and sent the message back.</summary>
    Failed,

    /// <summary>It keeps the message and tries again.</summary>
    Delayed,
}
