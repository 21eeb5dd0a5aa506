namespace DelistTools.Dns.Bulk;

/// <summary>A source whose questions may lose whoever waits for them, one by one.</summary>
internal interface IRevocableSource : IBulkSource
{
    /// <summary>
    /// Whether nobody waits for an answer any more; then the source has forgotten the question, and it is not sent again.
    /// Called on the thread that sends and receives, after <see cref="BulkClient.Revoke"/>.
    /// </summary>
    bool TryRevoke(long token);
}
