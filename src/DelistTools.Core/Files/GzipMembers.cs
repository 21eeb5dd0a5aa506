using System;
using System.IO;
using System.IO.Compression;

namespace DelistTools.Files;

/// <summary>
/// A gzip file (RFC 1952) with all of its members, as logs have that were compressed piece by piece and joined. Each is
/// checked by its length and checksum, so that a file that was torn off is not taken for a whole one; .NET Framework reads
/// only the first member, and tells of no end that is missing.
/// </summary>
internal sealed class GzipMembers : ReadOnlyStream
{
    private const byte HasHeaderChecksum = 2;
    private const byte HasExtra = 4;
    private const byte HasName = 8;
    private const byte HasComment = 16;

    private readonly Stream _file;
    private readonly GzipSource _source;
    private DeflateStream? _member;
    private bool _any;
    private uint _checksum;
    private uint _size;

    /// <param name="file">The compressed file; closed with this stream.</param>
    internal GzipMembers(Stream file)
    {
        _file = file;
        _source = new GzipSource(file);
    }

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">The file ends within a member's header.</exception>
    /// <exception cref="InvalidDataException">A member is damaged, or the file ends within it.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (count > 0)
        {
            if (_member is null && !TryBegin())
            {
                return 0;
            }

            int read = _member!.Read(buffer, offset, count);
            if (read > 0)
            {
                _checksum = Crc32.Add(_checksum, buffer, offset, read);
                _size += (uint)read;
                return read;
            }

            End();
        }

        return 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
            _source.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Reads a member's header (section 2.3).</summary>
    /// <returns>False at the end, and where what follows the last member is none, such as the zeros of a tape's block.</returns>
    private bool TryBegin()
    {
        bool isMember = _source.ReadByte() == 0x1F && _source.ReadByte() == 0x8B;
        if (!isMember)
        {
            return _any ? false : throw new InvalidDataException("It is no gzip file.");
        }

        if (Byte() != 8)
        {
            throw new InvalidDataException("It is compressed by a method that gzip does not know.");
        }

        int flags = Byte();
        Skip(6);
        if ((flags & HasExtra) != 0)
        {
            int low = Byte();
            Skip(low | (Byte() << 8));
        }

        for (int texts = ((flags & HasName) != 0 ? 1 : 0) + ((flags & HasComment) != 0 ? 1 : 0); texts > 0; texts--)
        {
            while (Byte() != 0)
            {
            }
        }

        Skip((flags & HasHeaderChecksum) != 0 ? 2 : 0);
        _member = new DeflateStream(_source, CompressionMode.Decompress, leaveOpen: true);
        _source.BeginMember();
        _any = true;
        _checksum = _size = 0;
        return true;
    }

    /// <summary>Goes on behind the member's checksum and length (section 2.3.1).</summary>
    private void End()
    {
        byte[] trailer = new byte[8];
        for (int i = 0; i < 4; i++)
        {
            trailer[i] = (byte)(_checksum >> (8 * i));
            trailer[i + 4] = (byte)(_size >> (8 * i));
        }

        if (!_source.TryEndMember(trailer))
        {
            throw new InvalidDataException("The compressed file is damaged, or ends in the middle.");
        }

        _member!.Dispose();
        _member = null;
    }

    private void Skip(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Byte();
        }
    }

    private int Byte() => _source.ReadByte() is >= 0 and int read ? read : throw new EndOfStreamException("The compressed file ends in the middle.");
}
