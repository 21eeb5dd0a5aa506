using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.State;

namespace DelistTools.Blocklists;

/// <summary>A test of a list as a file keeps it.</summary>
internal sealed class KeptTest
{
    // Far more than a test comes to; the file is written whole.
    private const int MostLines = 16;

    /// <summary>The machine that asked: the same address of a resolver is another one elsewhere.</summary>
    internal string Machine { get; init; } = "";

    internal string Resolver { get; init; } = "";

    internal string List { get; init; } = "";

    internal string Zone { get; init; } = "";

    internal string Rules { get; init; } = "";

    /// <summary>A salted hash of the account key; null where there was none.</summary>
    internal string? KeyHash { get; init; }

    internal ListTestResult Result { get; init; } = new();

    /// <summary>Tells tests apart.</summary>
    internal string Identity => IdentityOf(Result.Kind, Machine, Resolver, List, Zone, Rules, KeyHash);

    /// <summary>What it adds to the file, about.</summary>
    internal int Size => 500 + Resolver.Length + List.Length + Zone.Length + Result.Reason.Length
        + Result.Evidence.Concat(Result.RefusalTexts).Sum(t => t.Length) + Result.Depths.Sum(d => 60 + d.Entry.Length + d.Answer.Length);

    internal static string IdentityOf(BlocklistKind kind, string machine, string resolver, string list, string zone, string rules, string? keyHash) =>
        string.Join("\n", kind, machine, resolver, list, zone, rules, keyHash);

    /// <summary>It holds at a time. One from the future holds at none: nobody knows how old it is.</summary>
    internal bool HoldsAt(DateTime now) => Result.CheckedAt <= now && now - Result.CheckedAt < Result.Lifetime;

    /// <exception cref="FormatException">It is none.</exception>
    internal static KeptTest Read(JsonFields fields) => new()
    {
        Machine = fields.Text("machine"),
        Resolver = fields.Text("resolver"),
        List = fields.Text("list"),
        Zone = fields.Text("zone"),
        Rules = fields.Text("rules"),
        KeyHash = fields.OptionalText("key"),
        Result = new ListTestResult
        {
            Kind = fields.Choice<BlocklistKind>("kind"),
            CheckedAt = fields.Time("at"),
            Health = fields.Choice<ListHealth>("health"),
            Finding = fields.Choice<ResolverFinding>("finding"),
            Reason = NetworkText.Clean(fields.Text("reason")) is { Length: > 0 } reason ? reason : throw new FormatException("field 'reason': it is empty"),
            PositiveHolds = fields.Flag("positive"),
            NegativeHolds = fields.Flag("negative"),
            IsAuthoritative = fields.Flag("authoritative"),
            Evidence = Clean(fields.Texts("evidence")),
            RefusalTexts = Clean(fields.Texts("refusals")),
            Depths = fields.Objects("depths", ReadDepth),
        },
    };

    internal void Write(JsonText text)
    {
        text.Text("machine", Machine);
        text.Text("resolver", Resolver);
        text.Text("list", List);
        text.Text("zone", Zone);
        text.Text("rules", Rules);
        text.Text("key", KeyHash);
        text.Choice("kind", Result.Kind);
        text.Time("at", Result.CheckedAt);
        text.Choice("health", Result.Health);
        text.Choice("finding", Result.Finding);
        text.Text("reason", Result.Reason);
        text.Flag("positive", Result.PositiveHolds);
        text.Flag("negative", Result.NegativeHolds);
        text.Flag("authoritative", Result.IsAuthoritative);
        text.Texts("evidence", Result.Evidence.Take(MostLines));
        text.Texts("refusals", Result.RefusalTexts.Take(MostLines));
        text.Objects("depths", Result.Depths, depth =>
        {
            text.Number("labels", depth.Labels);
            text.Text("entry", depth.Entry);
            text.Text("found", depth.Found is { } found ? (found ? "yes" : "no") : null);
            text.Flag("hidden", depth.WasHidden);
            text.Text("answer", depth.Answer);
        });
    }

    private static TestEntryDepth ReadDepth(JsonFields fields) => new()
    {
        Labels = fields.Number("labels"),
        Entry = NetworkText.Clean(fields.Text("entry")),
        Found = fields.OptionalText("found") switch
        {
            null => null,
            "yes" => true,
            "no" => false,
            _ => throw new FormatException("field 'found': it is neither yes nor no"),
        },
        WasHidden = fields.Flag("hidden"),
        Answer = NetworkText.Clean(fields.Text("answer")),
    };

    private static IReadOnlyList<string> Clean(IReadOnlyList<string> texts) =>
        texts.Take(MostLines).Select(t => NetworkText.Clean(t)).ToList().AsReadOnly();
}
