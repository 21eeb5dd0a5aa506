using System;
using System.Text;
using MailKit;

namespace DelistTools.Mail;

/// <summary>
/// Keeps the words with which a server refused the last command. MailKit gives them only where a response code stands before
/// them. What the client sends is never looked at.
/// </summary>
internal sealed class LastRefusal : IProtocolLogger
{
    private const int LongestLine = 4096;

    private readonly StringBuilder _line = new();

    /// <summary>The words without tag and response code (RFC 9051, section 7.1); null where nothing was refused.</summary>
    internal string? Text { get; private set; }

    /// <summary>Off while messages are read, whose lines are none of the server's words.</summary>
    internal bool IsListening { get; set; } = true;

    /// <inheritdoc/>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <inheritdoc/>
    public void LogConnect(Uri uri)
    {
    }

    /// <inheritdoc/>
    public void LogClient(byte[] buffer, int offset, int count)
    {
    }

    /// <inheritdoc/>
    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (!IsListening)
        {
            return;
        }

        foreach (char c in Encoding.UTF8.GetString(buffer, offset, count))
        {
            if (c == '\n')
            {
                Take(_line.ToString().TrimEnd('\r'));
                _line.Clear();
            }
            else if (_line.Length < LongestLine)
            {
                _line.Append(c);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Take(string line)
    {
        string[] words = line.Split(new[] { ' ' }, 3);
        if (words.Length == 3 && ((words[0] != "*" && words[1] is "NO" or "BAD") || (words[0] == "*" && words[1] == "BYE")))
        {
            int code = words[2].StartsWith("[", StringComparison.Ordinal) ? words[2].IndexOf(']') : -1;
            Text = words[2].Substring(code + 1).Trim();
        }
    }
}
