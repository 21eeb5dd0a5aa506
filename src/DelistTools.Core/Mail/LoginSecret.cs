using System;
using System.Collections.Generic;
using System.Text;

namespace DelistTools.Mail;

/// <summary>What must not be shown of a log-in: servers may repeat what they were sent.</summary>
internal static class LoginSecret
{
    /// <summary>The secret as it is said in a log-in (RFC 4616, section 2; the mechanism LOGIN), and by itself.</summary>
    internal static IReadOnlyList<string> Forms(string user, string secret) => new[] { Base64("\0" + user + "\0" + secret), Base64(secret), secret };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
