using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;

namespace DelistTools.Lab.Tests;

/// <summary>A record as it was read from a reply.</summary>
public sealed record WireRecord(string Name, int Type, long Ttl, byte[] Data, string? Target)
{
    /// <summary>The data as the vectors write it: an address, or the strings of a TXT record joined.</summary>
    public string Text => Type switch
    {
        1 or 28 => new IPAddress(Data).ToString(),
        16 => string.Concat(Strings.Select(bytes => Encoding.UTF8.GetString(bytes))),
        _ => Target ?? Convert.ToHexString(Data),
    };

    /// <summary>The strings of a TXT record.</summary>
    public IReadOnlyList<byte[]> Strings
    {
        get
        {
            var strings = new List<byte[]>();
            for (var i = 0; i < Data.Length; i += 1 + Data[i])
            {
                strings.Add(Data[(i + 1)..(i + 1 + Data[i])]);
            }

            return strings;
        }
    }
}
