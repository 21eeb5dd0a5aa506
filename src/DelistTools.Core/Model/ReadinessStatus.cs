namespace DelistTools;

/// <summary>What a check of the sender's own side came to.</summary>
public enum ReadinessStatus
{
    /// <summary>It is as it should be.</summary>
    Pass,

    /// <summary>It works, and would be better otherwise; or only some receivers mind.</summary>
    Warn,

    /// <summary>It is not as it should be, and operators turn requests down, or refuse mail, for it.</summary>
    Fail,

    /// <summary>It could not be found out: a look-up failed, or only a person can tell.</summary>
    Unknown,

    /// <summary>It is not published, and nobody asks for it before a removal.</summary>
    NotUsed,
}
