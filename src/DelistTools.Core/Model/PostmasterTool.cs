namespace DelistTools;

/// <summary>A page or feed by which a provider shows senders what it thinks of them.</summary>
public sealed class PostmasterTool
{
    internal PostmasterTool(string name, string? url, string about)
    {
        Name = name;
        Url = url;
        About = about;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where it is.</summary>
    public string? Url { get; }

    /// <summary>What it shows, and to whom.</summary>
    public string About { get; }

    /// <inheritdoc/>
    public override string ToString() => Url is null ? Name : Name + " " + Url;
}
