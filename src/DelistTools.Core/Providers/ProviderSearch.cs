using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Catalog;
using DelistTools.Dns;

namespace DelistTools.Providers;

/// <summary>Finds who receives mail: by name, by the MX of a domain, by a host, by a greeting.</summary>
internal sealed class ProviderSearch
{
    private const int MostHostsNamed = 5;

    private const string Elsewhere = "Its name or its greeting may tell who runs it: write to the postmaster there.";

    private readonly ProviderCatalog _catalog;

    internal ProviderSearch(ProviderCatalog catalog)
    {
        _catalog = catalog;
    }

    /// <summary>By id or name. A wildcard that fits none is no problem; an id goes before a name that is written like it.</summary>
    internal ProviderMatch ByName(NamePattern pattern)
    {
        if (pattern.IsWildcard)
        {
            return ProviderMatch.Of(_catalog.Providers.Where(pattern.Matches)
                .OrderBy(p => p.Status).ThenBy(p => p.Id, StringComparer.Ordinal).ToList());
        }

        MailProvider? found = _catalog.Find(pattern.Text) ?? _catalog.Providers.FirstOrDefault(pattern.Matches);
        return found is not null
            ? ProviderMatch.Of(new[] { found })
            : ProviderMatch.Of(Unknown(pattern.Text));
    }

    /// <summary>Nobody has this name.</summary>
    internal Problem Unknown(string name) => Unknown(name, "none has this name. " + Hint(name));

    /// <summary>
    /// By the MX of a domain. What the catalogue knows of domains counts only where the MX cannot be looked up:
    /// domains move, and the MX is where mail goes.
    /// </summary>
    /// <param name="transport">The way to the resolver.</param>
    /// <param name="text">A domain or a mail address.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<ProviderMatch> ByDomainAsync(IDnsTransport transport, string text, CancellationToken cancellationToken)
    {
        string? domain = MailDomainText.Parse(text);
        if (domain is null)
        {
            return ProviderMatch.Of(new Problem("InvalidMailDomain", text, text));
        }

        MailExchangers mx = await MailExchangers.FindAsync(transport, domain, cancellationToken).ConfigureAwait(false);
        return mx.Outcome switch
        {
            MxOutcome.Found or MxOutcome.Implicit => ByHosts(text, domain, mx),
            MxOutcome.NullMx => ProviderMatch.Of(new Problem("DomainTakesNoMail", text, domain)),
            MxOutcome.NoSuchDomain => ProviderMatch.Of(new Problem("MailDomainNotFound", text, domain, transport.Resolver)),
            _ => WithoutMx(text, domain, mx.Failure!, transport.Resolver),
        };
    }

    /// <summary>By what the catalogue knows of domains, without asking anybody.</summary>
    internal ProviderMatch ByKnownDomain(string text)
    {
        string? domain = MailDomainText.Parse(text);
        if (domain is null)
        {
            return ProviderMatch.Of(new Problem("InvalidMailDomain", text, text));
        }

        return _catalog.FindByDomain(domain) is { } found
            ? ProviderMatch.Of(new[] { found.Matched(text, "known domain; its MX was not looked up") })
            : NotFound(text, "the catalogue does not have this domain. Leave out -Offline to look up where its mail goes.");
    }

    /// <summary>By a host that receives mail; a port after it is passed over.</summary>
    internal ProviderMatch ByMailExchanger(string text)
    {
        string name = text.Trim();
        int colon = name.LastIndexOf(':');
        if (colon > 0 && name.Skip(colon + 1).All(c => c is >= '0' and <= '9'))
        {
            name = name.Substring(0, colon);
        }

        string? host = DomainNameText.Normalise(name);
        if (host is null)
        {
            return ProviderMatch.Of(new Problem("InvalidMailExchanger", text, text));
        }

        return _catalog.FindByMailExchanger(host, out string matched) is { } found
            ? ProviderMatch.Of(new[] { found.Matched(text, ByHost(host, matched)) })
            : NotFound(text, "the catalogue does not know whose host it is. " + Elsewhere);
    }

    /// <summary>By what a server says first.</summary>
    internal ProviderMatch ByGreeting(string text) =>
        _catalog.FindByGreeting(text, out string matched) is { } found
            ? ProviderMatch.Of(new[] { found.Matched(text, "'" + matched + "' in the greeting") })
            : NotFound(text, "nothing in this greeting is known. Try the server's name with -MailExchanger, or the recipient's domain with -Domain.");

    private ProviderMatch ByHosts(string text, string domain, MailExchangers mx)
    {
        List<MailProvider> found = new();
        List<string> strangers = new();
        foreach (string host in mx.Hosts.Select(h => h.Host))
        {
            if (_catalog.FindByMailExchanger(host, out string matched) is not { } provider)
            {
                strangers.Add(host);
            }
            else if (found.All(f => f.Id != provider.Id))
            {
                found.Add(provider.Matched(text, ByHost(host, matched)));
            }
        }

        if (found.Count > 0)
        {
            return ProviderMatch.Of(found, strangers.Count == 0
                ? null
                : "Mail for '" + domain + "' goes to hosts of others, too, which the catalogue does not know: " + Named(strangers)
                    + ". If it was one of them that refused, what stands here does not apply.");
        }

        return NotFound(text, mx.Outcome == MxOutcome.Implicit
            ? "'" + domain + "' has no MX record, so its mail goes to the host of that name, and the catalogue does not know whose host it is. " + Elsewhere
            : "its mail goes to " + Named(strangers) + ", and the catalogue does not know who that is. "
                + "The name of the host or its greeting may tell: write to the postmaster there.");
    }

    private ProviderMatch WithoutMx(string text, string domain, string failure, string resolver)
    {
        if (_catalog.FindByDomain(domain) is not { } known)
        {
            return ProviderMatch.Of(new Problem("MxLookupFailed", text, domain, resolver, failure));
        }

        return ProviderMatch.Of(
            new[] { known.Matched(text, "known domain; its MX could not be looked up: " + failure) },
            "The MX of '" + domain + "' could not be looked up at " + resolver + ": " + failure
            + ". What stands here is the provider that the domain is known for; its mail may go elsewhere by now. Try again, or name another resolver with -NameServer.");
    }

    private static string ByHost(string host, string matched) =>
        "mail exchanger " + NetworkText.Clean(host) + (string.Equals(host, matched, StringComparison.OrdinalIgnoreCase) ? "" : " (" + matched + ")");

    private static string Named(List<string> hosts) => string.Join(", ", hosts.Take(MostHostsNamed))
        + (hosts.Count > MostHostsNamed ? " and " + (hosts.Count - MostHostsNamed) + " more" : "");

    private static ProviderMatch NotFound(string text, string why) => ProviderMatch.Of(Unknown(text, why));

    private static Problem Unknown(string text, string why) => new("UnknownMailProvider", text, text, why);

    private string Hint(string name)
    {
        if (MailDomainText.Parse(name) is { } domain)
        {
            return _catalog.FindByDomain(domain) is { } known
                ? "Did you mean '" + known.Id + "', which receives for that domain? Its MX decides: Get-MailProvider -Domain " + name
                : "If it is a domain: Get-MailProvider -Domain " + name;
        }

        return _catalog.Nearest(name) is { } nearest
            ? "Did you mean '" + nearest + "'?"
            : "Get-MailProvider alone lists those that there are.";
    }
}
