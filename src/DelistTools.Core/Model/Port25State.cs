namespace DelistTools;

/// <summary>Whether mail can leave this machine by port 25.</summary>
public enum Port25State
{
    /// <summary>Not enough could be seen to say.</summary>
    Unknown,

    /// <summary>Servers of several operators answered.</summary>
    Open,

    /// <summary>No server of several unrelated operators could be reached: the hosting company, the cloud or a firewall closes the port.</summary>
    Closed,

    /// <summary>Something on the way answers in the servers' place.</summary>
    Redirected,
}
