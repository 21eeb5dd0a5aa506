using System;

namespace DelistTools.ListFiles;

/// <summary>An address as a number, so that ranges of both families are put in order by the same code.</summary>
internal interface IAddressKey<TKey> : IComparable<TKey>
    where TKey : struct
{
    /// <summary>The next address; the first where this is the last.</summary>
    TKey Next { get; }

    /// <summary>The one before; the last where this is the first.</summary>
    TKey Previous { get; }

    bool IsFirst { get; }

    bool IsLast { get; }
}
