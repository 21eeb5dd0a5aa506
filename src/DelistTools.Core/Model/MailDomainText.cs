namespace DelistTools;

/// <summary>The domain that mail goes to, out of what people give.</summary>
internal static class MailDomainText
{
    /// <summary>
    /// The domain of <c>example.com</c>, <c>someone@example.com</c> or <c>Some One &lt;someone@example.com&gt;</c> in
    /// the form that is asked; null where there is none.
    /// </summary>
    internal static string? Parse(string text)
    {
        string address = text.Trim();
        int open = address.LastIndexOf('<');
        if (open >= 0 && address[address.Length - 1] == '>')
        {
            address = address.Substring(open + 1, address.Length - open - 2);
        }

        return DomainNameText.Normalise(address.Substring(address.LastIndexOf('@') + 1));
    }
}
