namespace DelistTools.Diagnosis;

/// <summary>What is kept of a message in a queue.</summary>
internal enum QueueValue
{
    /// <summary>The address of MAIL FROM.</summary>
    Sender,

    /// <summary>The Message-ID, without angle brackets.</summary>
    MessageId,
}
