namespace DelistTools;

/// <summary>How much of the world one listing covers.</summary>
public enum ListingScope
{
    /// <summary>The single address.</summary>
    Address,

    /// <summary>The range around the address, whoever else is in it.</summary>
    Range,

    /// <summary>The whole autonomous system that announces the address.</summary>
    Network,

    /// <summary>A range whose owner or whose nature says that it should not send mail directly.</summary>
    Policy,

    /// <summary>A domain name.</summary>
    Domain,
}
