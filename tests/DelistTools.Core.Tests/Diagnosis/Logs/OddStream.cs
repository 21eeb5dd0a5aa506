using System;
using System.IO;

namespace DelistTools.Core.Tests;

/// <summary>Gives its bytes in pieces of the given sizes, in turn.</summary>
internal sealed class OddStream(byte[] bytes, params int[] sizes) : MemoryStream(bytes)
{
    private int _turn;

    public override int Read(byte[] buffer, int offset, int count) =>
        base.Read(buffer, offset, Math.Min(count, sizes[_turn++ % sizes.Length]));
}
