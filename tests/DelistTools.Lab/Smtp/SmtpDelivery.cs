namespace DelistTools.Lab;

/// <summary>How an attempt to deliver one message to one recipient ended.</summary>
/// <param name="IsDelivered">Whether the receiving server took the message.</param>
/// <param name="Reply">The reply that decided, as it came, several lines separated by line feeds; null: it closed the connection instead.</param>
/// <param name="Bounce">What the sender is told by its own server, in Exim's shape; null where the message was delivered.</param>
public sealed record SmtpDelivery(bool IsDelivered, string? Reply, string? Bounce)
{
    /// <summary>"delivered" with the reply, or the bounce.</summary>
    public override string ToString() => IsDelivered ? "delivered: " + Reply : Bounce!;
}
