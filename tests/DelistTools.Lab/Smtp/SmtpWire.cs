using System;
using System.IO;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>Lines over a stream, each byte a character, so that nothing is lost whatever the encoding.</summary>
internal sealed class SmtpWire(Stream stream, int longestLine)
{
    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>The next line without its end; null where the other side has closed the connection.</summary>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            var feed = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            var stop = feed < 0 ? _end : feed + 1;
            line.Append(Encoding.Latin1.GetString(_buffer, _start, stop - _start));
            _start = stop;
            if (line.Length > longestLine)
            {
                throw new InvalidDataException($"A line has more than {longestLine} bytes.");
            }

            if (feed >= 0)
            {
                return line.ToString().TrimEnd('\r', '\n');
            }

            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }
    }

    /// <summary>Waits until something has come that is not yet read; false where the other side has closed the connection.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = 0;
            _end = await stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
        }

        return _start < _end;
    }

    /// <summary>What has come and is not yet read: it belongs to whoever takes the stream over.</summary>
    public byte[] TakeRest()
    {
        var rest = _buffer[_start.._end];
        _start = _end;
        return rest;
    }

    /// <summary>Sends text as it is; its characters are bytes.</summary>
    public ValueTask WriteAsync(string text, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

    /// <summary>
    /// Does the TLS handshake as the server. What the client has sent in clear and nobody has read is dropped: whoever put
    /// it there must not be heard under TLS.
    /// </summary>
    /// <returns>The wire to talk over from now on.</returns>
    /// <exception cref="AuthenticationException">The handshake failed.</exception>
    public async Task<SmtpWire> StartTlsAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var tls = new SslStream(stream);
        var options = new SslServerAuthenticationOptions { ServerCertificate = certificate };
        await tls.AuthenticateAsServerAsync(options, cancellationToken).ConfigureAwait(false);
        return new SmtpWire(tls, longestLine);
    }

    /// <summary>UTF-8 text as characters that are bytes.</summary>
    public static string ToWire(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>What came, read as UTF-8.</summary>
    public static string FromWire(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));
}
