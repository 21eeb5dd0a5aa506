using System;
using System.IO;
using System.Text;
using DelistTools.Files;

namespace DelistTools.ListFiles;

/// <summary>A text of UTF-16 as UTF-8.</summary>
internal sealed class Utf16Text : ReadOnlyStream
{
    private readonly Stream _head;
    private readonly Stream _rest;
    private readonly Decoder _decoder;
    private readonly byte[] _encoded = new byte[16 * 1024];
    private readonly char[] _chars = new char[(16 * 1024) + 1];
    private byte[] _bytes = Array.Empty<byte>();
    private int _at;
    private bool _ended;

    /// <param name="head">What has been read of it already.</param>
    /// <param name="rest">What has not; closed with this stream.</param>
    /// <param name="isBigEndian">The order of its bytes.</param>
    internal Utf16Text(Stream head, Stream rest, bool isBigEndian)
    {
        _head = head;
        _rest = rest;
        _decoder = new UnicodeEncoding(isBigEndian, byteOrderMark: true).GetDecoder();
        _head.Position = 2;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_at == _bytes.Length && !_ended)
        {
            int read = _head.Read(_encoded, 0, _encoded.Length);
            read = read > 0 ? read : _rest.Read(_encoded, 0, _encoded.Length);
            _ended = read == 0;
            int chars = _decoder.GetChars(_encoded, 0, read, _chars, 0, flush: _ended);
            _bytes = Encoding.UTF8.GetBytes(_chars, 0, chars);
            _at = 0;
        }

        int given = Math.Min(count, _bytes.Length - _at);
        Buffer.BlockCopy(_bytes, _at, buffer, offset, given);
        _at += given;
        return given;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _head.Dispose();
            _rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
