namespace DelistTools.Files;

/// <summary>The checksum of gzip (RFC 1952, section 8), eight bytes at a step.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[][] Tables = Make();

    /// <summary>The checksum of what had <paramref name="checksum"/> (0 for nothing) and these bytes after it.</summary>
    internal static uint Add(uint checksum, byte[] bytes, int start, int count)
    {
        uint crc = ~checksum;
        int at = start;
        int end = start + count;
        for (; at + 8 <= end; at += 8)
        {
            uint low = crc ^ (bytes[at] | ((uint)bytes[at + 1] << 8) | ((uint)bytes[at + 2] << 16) | ((uint)bytes[at + 3] << 24));
            crc = Tables[7][low & 0xFF] ^ Tables[6][(low >> 8) & 0xFF] ^ Tables[5][(low >> 16) & 0xFF] ^ Tables[4][low >> 24]
                ^ Tables[3][bytes[at + 4]] ^ Tables[2][bytes[at + 5]] ^ Tables[1][bytes[at + 6]] ^ Tables[0][bytes[at + 7]];
        }

        for (; at < end; at++)
        {
            crc = (crc >> 8) ^ Tables[0][(crc ^ bytes[at]) & 0xFF];
        }

        return ~crc;
    }

    private static uint[][] Make()
    {
        uint[][] tables = new uint[8][];
        for (int t = 0; t < tables.Length; t++)
        {
            tables[t] = new uint[256];
            for (uint i = 0; i < 256; i++)
            {
                uint value = t == 0 ? i : tables[t - 1][i];
                for (int bit = 0; bit < (t == 0 ? 8 : 0); bit++)
                {
                    value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
                }

                tables[t][i] = t == 0 ? value : (value >> 8) ^ tables[0][value & 0xFF];
            }
        }

        return tables;
    }
}
