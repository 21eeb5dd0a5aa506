using System;
using System.Text;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>AUTH with the mechanisms PLAIN and LOGIN (RFC 4954, RFC 4616), the server's side.</summary>
internal static class SmtpAuthentication
{
    private static readonly SmtpReply Unreadable = new(501, "5.5.2 Cannot decode the response");
    private static readonly SmtpReply Accepted = new(235, "2.7.0 Authentication successful");
    private static readonly SmtpReply Rejected = new(535, "5.7.8 Error: authentication failed");

    /// <summary>Hears the client out.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="options">User and password.</param>
    /// <param name="prompt">Says 334 with a challenge in Base64 and gives the client's next line; null: it has gone.</param>
    /// <returns>What is to be replied; null where the client has gone.</returns>
    public static async Task<SmtpReply?> HearAsync(string line, LoopbackSmtpOptions options, Func<string, Task<string?>> prompt)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var initial = words.Length > 2 ? words[2] : null;
        switch (words.Length > 1 ? words[1].ToUpperInvariant() : string.Empty)
        {
            case "PLAIN":
                return (initial ?? await prompt(string.Empty).ConfigureAwait(false)) is { } all ? CheckPlain(all, options) : null;
            case "LOGIN":
                var user = initial ?? await prompt(Encode("Username:")).ConfigureAwait(false);
                if (user is null or "*")
                {
                    return user is null ? null : Cancelled();
                }

                return await prompt(Encode("Password:")).ConfigureAwait(false) is { } password
                    ? CheckLogin(user, password, options)
                    : null;
            default:
                return new SmtpReply(504, "5.5.4 Unrecognized authentication type");
        }
    }

    private static SmtpReply CheckPlain(string response, LoopbackSmtpOptions options)
    {
        if (response == "*")
        {
            return Cancelled();
        }

        // [authorisation identity] NUL user NUL password
        return Decode(response)?.Split('\0') is { Length: 3 } parts ? Check(parts[1], parts[2], options) : Unreadable;
    }

    private static SmtpReply CheckLogin(string user, string password, LoopbackSmtpOptions options)
    {
        if (password == "*")
        {
            return Cancelled();
        }

        return Decode(user) is { } name && Decode(password) is { } secret ? Check(name, secret, options) : Unreadable;
    }

    private static SmtpReply Check(string user, string password, LoopbackSmtpOptions options) =>
        user == options.User && password == options.Password ? Accepted : Rejected;

    private static SmtpReply Cancelled() => new(501, "5.7.0 Authentication cancelled");

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string? Decode(string text)
    {
        // RFC 4954 section 4: an empty initial response is a single equals sign.
        var bytes = new byte[text.Length];
        if (text == "=")
        {
            return string.Empty;
        }

        return Convert.TryFromBase64String(text, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : null;
    }
}
