using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>Operators' answers that are known, after the user's overlay; immutable.</summary>
internal sealed class ReplyCatalog
{
    private ReplyCatalog(ListCatalog lists, IReadOnlyList<ReplySignature> signatures, IReadOnlyList<ReplyOperator> operators)
    {
        Lists = lists;
        Signatures = signatures;
        Operators = operators.Where(o => o.Id != ReplyOperator.Anybody).ToList().AsReadOnly();
        Anybody = operators.FirstOrDefault(o => o.Id == ReplyOperator.Anybody) ?? new ReplyOperator { Id = ReplyOperator.Anybody };
    }

    internal ListCatalog Lists { get; }

    internal IReadOnlyList<ReplySignature> Signatures { get; }

    internal IReadOnlyList<ReplyOperator> Operators { get; }

    /// <summary>What holds for operators that are not known.</summary>
    internal ReplyOperator Anybody { get; }

    /// <exception cref="CatalogException">A file is not as it should be.</exception>
    internal static ReplyCatalog Build(
        IEnumerable<CatalogDocument> shipped, IEnumerable<CatalogDocument> overlays, ListCatalog lists, ProviderCatalog providers)
    {
        CatalogReader reader = CatalogReader.Open(shipped, overlays);
        HashSet<string> listIds = new(lists.KnownIds, StringComparer.Ordinal);

        // A provider that the user took out is still somebody who answers.
        HashSet<string> operatorIds = new(
            listIds.Concat(providers.Providers.Select(p => p.Id)).Concat(reader.Ids(ProviderReader.Section)), StringComparer.Ordinal);
        PatternParts parts = new(reader.Read(PatternParts.Section, PatternParts.Read));
        IReadOnlyList<ReplyOperator> operators = reader.Read(ReplyOperatorReader.Section, e =>
        {
            if (e.Id != ReplyOperator.Anybody)
            {
                References.RequireKnown(e, "id", new[] { e.Id }, operatorIds, "providers or lists");
            }

            ReplyOperator known = ReplyOperatorReader.Read(e, parts);
            References.RequireKnown(e, "list", Ids(known.Blocklist), listIds, "lists");
            RequirePatterns(e, "tickets", known.Tickets, reader);
            return known;
        });
        HashSet<string> signatureIds = new(reader.Ids(ReplyReader.Section), StringComparer.Ordinal);
        IReadOnlyList<ReplySignature> signatures = reader.Read(ReplyReader.Section, e =>
        {
            ReplySignature signature = ReplyReader.Read(e, parts);
            References.RequireKnown(e, "operator", Ids(signature.Operator), operatorIds, "providers or lists");
            References.RequireKnown(e, "list", Ids(signature.Blocklist), listIds, "lists");
            References.RequireKnown(e, "overrides", signature.Overrides, signatureIds, "replies");
            RequirePatterns(e, "pattern", new[] { signature.Pattern }.OfType<SignaturePattern>(), reader);
            RequirePatterns(e, "group", new[] { signature.Group }.OfType<SignaturePattern>(), reader);
            return signature;
        });
        return new ReplyCatalog(lists, signatures, operators);
    }

    internal ReplySignature? Find(string id) => Signatures.FirstOrDefault(s => s.Id == id);

    /// <summary>Making every shipped pattern would cost more than all the rest of the reading; a test makes them.</summary>
    private static void RequirePatterns(EntryReader entry, string field, IEnumerable<SignaturePattern> patterns, CatalogReader reader)
    {
        foreach (SignaturePattern pattern in reader.OwnFiles.Contains(entry.File) ? patterns : Enumerable.Empty<SignaturePattern>())
        {
            SignatureReader.RequirePattern(entry, field, pattern);
        }
    }

    private static IReadOnlyList<string> Ids(string? id) => id is null ? Array.Empty<string>() : new[] { id };
}
