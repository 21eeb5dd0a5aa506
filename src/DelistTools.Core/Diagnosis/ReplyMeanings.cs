using System.Collections.Generic;
using DelistTools.Catalog;

namespace DelistTools.Diagnosis;

/// <summary>
/// Remembers what replies mean: in a log most are those of a few servers, word for word. Forgets all when it holds many, so
/// that a log of any length takes no more memory. Any number of threads may ask.
/// </summary>
internal sealed class ReplyMeanings
{
    private const int Most = 512;

    /// <summary>Longer ones are hardly said twice.</summary>
    private const int Longest = 2_000;

    private readonly Dictionary<(string Reply, string? Status, string? Provider, string? RemoteAddress, string? Recipient), ReplyMeaning> _known = new();
    private readonly SignatureMatcher _matcher;
    private readonly SignatureCatalog _signatures;

    internal ReplyMeanings(SignatureCatalog signatures)
    {
        _signatures = signatures;
        _matcher = new SignatureMatcher(signatures);
    }

    /// <param name="found">The refusal.</param>
    /// <param name="provider">Whose host refuses; null where that is not known.</param>
    internal ReplyMeaning Of(FoundRefusal found, string? provider)
    {
        // The recipient only matters where the reply holds a mail address.
        string? recipient = found.Reply.IndexOf('@') < 0 ? null : found.Recipient;
        var key = (found.Reply, found.Status, provider, found.RemoteAddress, recipient);
        ReplyMeaning? meaning;
        lock (_known)
        {
            if (_known.TryGetValue(key, out meaning))
            {
                return meaning;
            }
        }

        meaning = ReplyMeaning.Of(found, provider, _matcher, _signatures);
        if (found.Reply.Length > Longest)
        {
            return meaning;
        }

        lock (_known)
        {
            if (_known.Count == Most)
            {
                _known.Clear();
            }

            _known[key] = meaning;
        }

        return meaning;
    }
}
