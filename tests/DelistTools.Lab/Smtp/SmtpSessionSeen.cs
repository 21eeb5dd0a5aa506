using System.Collections.Generic;
using System.Net;

namespace DelistTools.Lab;

/// <summary>One connection to a <see cref="LoopbackSmtpServer"/>, as it is now. May be read while it is under way.</summary>
public sealed class SmtpSessionSeen
{
    private readonly object _lock = new();
    private readonly List<string> _transcript = [];
    private readonly List<string> _recipients = [];
    private string? _helloName;
    private string? _sender;
    private string? _user;
    private bool _isEncrypted;
    private SmtpEnd _end;

    internal SmtpSessionSeen(IPEndPoint client) => Client = client;

    /// <summary>Where the connection comes from.</summary>
    public IPEndPoint Client { get; }

    /// <summary>The name that the client gave in EHLO or HELO; null before.</summary>
    public string? HelloName
    {
        get => Get(ref _helloName);
        internal set => Set(ref _helloName, value);
    }

    /// <summary>The sender of the transaction under way, empty for the null sender; null where there is none.</summary>
    public string? Sender
    {
        get => Get(ref _sender);
        internal set => Set(ref _sender, value);
    }

    /// <summary>The user who has authenticated; null: nobody.</summary>
    public string? User
    {
        get => Get(ref _user);
        internal set => Set(ref _user, value);
    }

    /// <summary>Whether TLS has begun.</summary>
    public bool IsEncrypted
    {
        get => Get(ref _isEncrypted);
        internal set => Set(ref _isEncrypted, value);
    }

    /// <summary>How it ended.</summary>
    public SmtpEnd End
    {
        get => Get(ref _end);
        internal set => Set(ref _end, value);
    }

    /// <summary>The recipients that were accepted in the transaction under way.</summary>
    public IReadOnlyList<string> Recipients
    {
        get
        {
            lock (_lock)
            {
                return [.. _recipients];
            }
        }
    }

    /// <summary>Every line said, <c>C: </c> or <c>S: </c> before it; of a message only its size, and no credentials.</summary>
    public IReadOnlyList<string> Transcript
    {
        get
        {
            lock (_lock)
            {
                return [.. _transcript];
            }
        }
    }

    internal void Note(string line)
    {
        lock (_lock)
        {
            _transcript.Add(line);
        }
    }

    internal void AddRecipient(string mailbox)
    {
        lock (_lock)
        {
            _recipients.Add(mailbox);
        }
    }

    internal void EndTransaction()
    {
        lock (_lock)
        {
            _sender = null;
            _recipients.Clear();
        }
    }

    private T Get<T>(ref T field)
    {
        lock (_lock)
        {
            return field;
        }
    }

    private void Set<T>(ref T field, T value)
    {
        lock (_lock)
        {
            field = value;
        }
    }
}
