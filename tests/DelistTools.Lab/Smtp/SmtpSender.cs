using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>The sending side of a mail server: one message to one recipient, and the bounce where it is refused.</summary>
public sealed class SmtpSender
{
    private const int LongestReply = 2000;
    private const int MostReplyLines = 100;

    private readonly IPEndPoint _server;
    private readonly string _serverName;
    private readonly string _helloName;

    /// <summary>A sender.</summary>
    /// <param name="server">The receiving server.</param>
    /// <param name="serverName">Its name, for the bounce.</param>
    /// <param name="helloName">The name for EHLO.</param>
    public SmtpSender(IPEndPoint server, string serverName, string helloName)
    {
        _server = server;
        _serverName = serverName;
        _helloName = helloName;
    }

    /// <summary>Makes one attempt.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="message">Headers and body, lines ended by CR LF.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public async Task<SmtpDelivery> SendAsync(
        string from, string to, string message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var client = new TcpClient(_server.AddressFamily);
        await client.ConnectAsync(_server, cancellationToken).ConfigureAwait(false);
        var wire = new SmtpWire(client.GetStream(), LongestReply);

        var step = "initial connection";
        var reply = await ReadReplyAsync(wire, cancellationToken).ConfigureAwait(false);
        if (IsGranted(reply))
        {
            step = "EHLO " + _helloName;
            reply = await AskAsync(wire, step, cancellationToken).ConfigureAwait(false);
        }

        if (IsGranted(reply))
        {
            step = "MAIL FROM:<" + from + ">" + SizeParameter(reply, message);
            reply = await AskAsync(wire, step, cancellationToken).ConfigureAwait(false);
        }

        foreach (var next in (string[])["RCPT TO:<" + to + ">", "DATA"])
        {
            if (IsGranted(reply))
            {
                step = next;
                reply = await AskAsync(wire, step, cancellationToken).ConfigureAwait(false);
            }
        }

        if (IsGranted(reply))
        {
            step = "end of data";
            reply = await AskAsync(wire, Stuffed(message) + ".", cancellationToken).ConfigureAwait(false);
        }

        await LeaveAsync(wire, reply, step, cancellationToken).ConfigureAwait(false);
        return IsGranted(reply)
            ? new SmtpDelivery(true, string.Join('\n', reply), null)
            : new SmtpDelivery(false, reply.Count == 0 ? null : string.Join('\n', reply), Bounce(to, step, reply));
    }

    private static bool IsGranted(IReadOnlyList<string> reply) => reply.Count > 0 && reply[^1][0] is '2' or '3';

    /// <summary>SIZE where the server offers it (RFC 1870).</summary>
    private static string SizeParameter(IReadOnlyList<string> hello, string message) =>
        hello.Any(line => line[4..].StartsWith("SIZE", StringComparison.OrdinalIgnoreCase))
            ? " SIZE=" + Encoding.UTF8.GetByteCount(message).ToString(CultureInfo.InvariantCulture)
            : string.Empty;

    private static string Stuffed(string message)
    {
        var stuffed = message.Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        stuffed = stuffed.StartsWith('.') ? "." + stuffed : stuffed;
        return stuffed.EndsWith("\r\n", StringComparison.Ordinal) ? stuffed : stuffed + "\r\n";
    }

    /// <summary>Takes a transaction back that was refused halfway, and says goodbye.</summary>
    private static async Task LeaveAsync(
        SmtpWire wire, IReadOnlyList<string> reply, string step, CancellationToken cancellationToken)
    {
        if (reply.Count == 0 || reply[^1].StartsWith("421", StringComparison.Ordinal))
        {
            return;
        }

        if (!IsGranted(reply) && step.Contains(':', StringComparison.Ordinal))
        {
            await AskAsync(wire, "RSET", cancellationToken).ConfigureAwait(false);
        }

        await AskAsync(wire, "QUIT", cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<string>> AskAsync(SmtpWire wire, string line, CancellationToken cancellationToken)
    {
        try
        {
            await wire.WriteAsync(SmtpWire.ToWire(line + "\r\n"), cancellationToken).ConfigureAwait(false);
            return await ReadReplyAsync(wire, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // A connection that is reset is closed all the same.
            return [];
        }
    }

    /// <summary>The lines of a reply, codes and all; none where the server closed the connection.</summary>
    private static async Task<IReadOnlyList<string>> ReadReplyAsync(SmtpWire wire, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < MostReplyLines)
        {
            if (await wire.ReadLineAsync(cancellationToken).ConfigureAwait(false) is not { Length: >= 3 } line)
            {
                return [];
            }

            lines.Add(SmtpWire.FromWire(line.Length == 3 ? line + " " : line));
            if (lines[^1][3] == ' ')
            {
                break;
            }
        }

        return lines;
    }

    private string Bounce(string to, string step, IReadOnlyList<string> reply)
    {
        var what = reply.Count == 0
            ? "    Remote host closed connection in response to " + step + "\n"
            : "    SMTP error from remote mail server after " + step + ":\n" + string.Concat(reply.Select(line => "    " + line + "\n"));
        return "  " + to + "\n    host " + _serverName + " [" + _server.Address + "]\n" + what;
    }
}
