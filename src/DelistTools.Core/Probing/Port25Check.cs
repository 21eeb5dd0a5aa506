using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Mail;

namespace DelistTools.Probing;

/// <summary>
/// Tells a port that is closed here from a provider that drops this machine: the silence of one host proves nothing, that of
/// several who have nothing to do with each other does.
/// </summary>
internal static class Port25Check
{
    /// <summary>Domains of operators who are unrelated, and whose servers greet anybody who is not blocked.</summary>
    internal static readonly string[] Domains = { "gmail.com", "outlook.com", "yahoo.com", "gmx.net", "fastmail.com" };

    /// <summary>So many operators have to be silent.</summary>
    private const int FewestOperators = 3;

    private static readonly char[] Blank = { ' ', '\t', '-' };

    /// <summary>Connects to the first host of each, and waits for its greeting.</summary>
    /// <param name="options">From which address, over which protocol, and for how long.</param>
    /// <param name="targets">The operators' hosts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<Port25Result> RunAsync(ProbeOptions options, IReadOnlyList<ProbeTargets> targets, CancellationToken cancellationToken)
    {
        DateTime at = DateTime.UtcNow;
        ProbeAttempt[] attempts = await Task.WhenAll(targets.Where(t => t.Hosts.Count > 0).GroupBy(t => t.Hosts[0].Name).Select(g => g.First()).Select(t => new ProbeDialogue(
            options, new TranscriptRecorder(null, options.Listener), null, t.Hosts[0], t.Hosts[0].Addresses[0]).RunAsync(false, cancellationToken))).ConfigureAwait(false);
        List<ProbeAttempt> greeted = attempts.Where(a => a.Greeting is not null).ToList();
        List<string> silent = attempts.Where(a => a.Greeting is null).Select(a => a.MailExchanger).ToList();
        int operators = attempts.Select(a => DomainNameText.Site(a.MailExchanger)).Distinct(StringComparer.OrdinalIgnoreCase).Count();

        // A stranger's name at the hosts of two operators: neither of them is called so.
        string? stranger = greeted.Select(a => (Name: NameIn(a.Greeting!), Host: DomainNameText.Site(a.MailExchanger)))
            .Where(g => g.Name.Length > 0 && !DomainNameText.Site(g.Name).Equals(g.Host, StringComparison.OrdinalIgnoreCase))
            .GroupBy(g => g.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Select(x => x.Host).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1)
            .Select(g => g.Key).FirstOrDefault();
        Port25State state = attempts.Any(a => a.Outcome == ProbeOutcome.LocalError) ? Port25State.Unknown
            : stranger is not null ? Port25State.Redirected
            : greeted.Count > 0 ? Port25State.Open
            : operators >= FewestOperators ? Port25State.Closed
            : Port25State.Unknown;
        return new Port25Result(state, attempts, silent.AsReadOnly(), Advice(state, stranger, silent, attempts), at);
    }

    /// <summary>The host that greets (RFC 5321, section 4.2.2: 220, then its name).</summary>
    private static string NameIn(string greeting)
    {
        string[] words = greeting.Split(Blank, 3, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && words[0] == "220" && DomainNameText.IsHostLike(words[1]) ? words[1] : "";
    }

    private static string Advice(Port25State state, string? stranger, List<string> silent, ProbeAttempt[] attempts) => state switch
    {
        Port25State.Open when silent.Count > 0 => "The port is open. " + string.Join(", ", silent) + " did not answer: that is the doing of whoever runs it, or of the way there.",
        Port25State.Open => "The port is open.",
        Port25State.Closed => "Nobody could be reached: your hosting company, your cloud or a firewall closes port 25. Ask there to have it opened, or send through a relay on port 587.",
        Port25State.Redirected => "Servers of different operators greet as '" + NetworkText.Clean(stranger!) + "': something on the way, mostly your hosting company's relay, takes the connections. Mail goes out by it, with its address.",
        _ => attempts.Select(a => a.Failure).FirstOrDefault(f => f is not null) ?? "Too few servers could be asked. Check the resolver, and try again.",
    };
}
