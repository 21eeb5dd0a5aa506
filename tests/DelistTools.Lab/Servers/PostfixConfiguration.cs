using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DelistTools.Lab;

/// <summary>Writes main.cf and master.cf of a <see cref="PostfixServer"/>.</summary>
/// <param name="options">How it behaves.</param>
/// <param name="folder">The folder in which its folders lie.</param>
/// <param name="userId">The numbers of the user and the group that own the mail.</param>
/// <param name="policyPort">Where <see cref="PolicyServer"/> listens; 0: there is none.</param>
internal sealed class PostfixConfiguration(PostfixOptions options, string folder, (int User, int Group) userId, int policyPort)
{
    private static readonly string[] Services =
    [
        "cleanup unix n - n - 0 cleanup",
        "qmgr unix n - n 300 1 qmgr",
        "rewrite unix - - n - - trivial-rewrite",
        "bounce unix - - n - 0 bounce",
        "defer unix - - n - 0 bounce",
        "trace unix - - n - 0 bounce",
        "verify unix - - n - 1 verify",
        "proxymap unix - - n - - proxymap",
        "smtp unix - - n - - smtp",
        "showq unix n - n - - showq",
        "error unix - - n - - error",
        "retry unix - - n - - error",
        "discard unix - - n - - discard",
        "virtual unix - n n - - virtual",
        "lmtp unix - - n - - lmtp",
        "anvil unix - - n - 1 anvil",
        "scache unix - - n - 1 scache",
        "dnsblog unix - - n - 0 dnsblog",
        "tlsproxy unix - - n - 0 tlsproxy",
        "postlog unix-dgram n - n - 1 postlogd",
    ];

    /// <summary>The services.</summary>
    /// <param name="port">The port for mail from elsewhere.</param>
    /// <param name="submissionPort">The port for mail from users; 0: there is none.</param>
    public string Master(int port, int submissionPort)
    {
        var text = new StringBuilder();
        foreach (var address in options.Addresses)
        {
            var host = Bracketed(address);
            text.AppendLine(options.Postscreen
                ? Invariant($"{host}:{port} inet n - n - 1 postscreen")
                : Invariant($"{host}:{port} inet n - n - - smtpd"));
            if (submissionPort != 0)
            {
                text.AppendLine(Invariant($"{host}:{submissionPort} inet n - n - - smtpd"))
                    .AppendLine("  -o smtpd_sasl_auth_enable=yes")
                    .AppendLine(options.Certificate is null
                        ? "  -o smtpd_tls_security_level=none"
                        : "  -o smtpd_tls_security_level=encrypt")
                    .AppendLine("  -o smtpd_delay_reject=yes")
                    .AppendLine("  -o smtpd_client_restrictions=")
                    .AppendLine("  -o smtpd_helo_restrictions=")
                    .AppendLine("  -o smtpd_sender_restrictions=")
                    .AppendLine("  -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject")
                    .AppendLine("  -o smtpd_data_restrictions=")
                    .AppendLine("  -o smtpd_end_of_data_restrictions=");
            }
        }

        if (options.Postscreen)
        {
            text.AppendLine("smtpd pass - - n - - smtpd");
        }

        if (options.TlsFault != PostfixTlsFault.NotAvailable)
        {
            text.AppendLine("tlsmgr unix - - n 1000? 1 tlsmgr");
        }

        return text.AppendJoin('\n', Services).AppendLine().ToString();
    }

    /// <summary>The parameters.</summary>
    public string Main()
    {
        var lines = new List<string>
        {
            "compatibility_level = 3.6",
            "queue_directory = " + Path.Combine(folder, "queue"),
            "data_directory = " + Path.Combine(folder, "data"),
            "maillog_file_prefixes = " + folder,
            "maillog_file = " + Path.Combine(folder, PostfixServer.LogFile),
            "myhostname = " + options.HostName,
            "myorigin = " + Domains().First(),
            "mydestination =",
            "mynetworks =",
            "inet_interfaces = all",
            "inet_protocols = " + (options.Addresses.Any(a => a.AddressFamily == AddressFamily.InterNetworkV6) ? "all" : "ipv4"),
            "alias_maps =",
            "local_recipient_maps =",
            "smtpd_banner = $myhostname ESMTP $mail_name",
            "smtpd_error_sleep_time = 0",
            "smtpd_client_connection_count_limit = 0",
            "smtpd_peername_lookup = " + (options.NameServer is null ? "no" : "yes"),
            "biff = no",

            // A smtpd keeps the answers of lists for as long as it lives.
            "max_use = 1",
        };
        lines.AddRange(Delivery());
        lines.AddRange(Restrictions());
        lines.AddRange(Tls());
        lines.AddRange(Authentication());
        lines.AddRange(Postscreen());
        lines.AddRange(options.MainLines);
        return string.Join('\n', lines) + "\n";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Bracketed(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? "[" + address + "]" : address.ToString();

    /// <summary>An item of an inline table: one that holds blanks has braces of its own.</summary>
    private static string Item(string key, string value) => "{" + key + " = " + Quoted(value) + "}";

    private static string Quoted(string value)
    {
        if (value.AsSpan().IndexOfAny("{}\r\n") >= 0)
        {
            throw new ArgumentException($"'{value}' cannot stand in main.cf: it holds a brace or a line break.");
        }

        return value.Replace("$", "$$", StringComparison.Ordinal);
    }

    private IEnumerable<string> Domains() => options.Mailboxes.Select(mailbox => mailbox[(mailbox.IndexOf('@', StringComparison.Ordinal) + 1)..]).Distinct();

    private IEnumerable<string> Delivery()
    {
        yield return "virtual_mailbox_domains = inline:{" + string.Join(' ', Domains().Select(domain => Item(domain, "here"))) + "}";
        yield return "virtual_mailbox_maps = inline:{" + string.Join(' ', options.Mailboxes.Select(mailbox => Item(mailbox, mailbox + "/"))) + "}";
        yield return "virtual_mailbox_base = " + Path.Combine(folder, PostfixServer.MailFolder);
        yield return Invariant($"virtual_uid_maps = static:{userId.User}");
        yield return Invariant($"virtual_gid_maps = static:{userId.Group}");
        yield return options.Lmtp is { } lmtp
            ? Invariant($"virtual_transport = lmtp:inet:{Bracketed(lmtp.Address)}:{lmtp.Port}")
            : "virtual_transport = virtual";
        yield return "relay_transport = $default_transport";
        yield return options.NextHop is { } hop
            ? Invariant($"default_transport = smtp:[{hop.Address}]:{hop.Port}")
            : "default_transport = error:5.1.2 The laboratory sends nothing away";

        // Without it the smtp client would look up the sender's relay by name.
        yield return "smtp_host_lookup = native";
        yield return "disable_dns_lookups = yes";
    }

    private IEnumerable<string> Restrictions()
    {
        yield return "smtpd_delay_reject = no";
        yield return "smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination";
        var parameters = new (SmtpTurnKind Kind, string Name)[]
        {
            (SmtpTurnKind.Greeting, "smtpd_client_restrictions"),
            (SmtpTurnKind.Hello, "smtpd_helo_restrictions"),
            (SmtpTurnKind.MailFrom, "smtpd_sender_restrictions"),
            (SmtpTurnKind.Recipient, "smtpd_recipient_restrictions"),
            (SmtpTurnKind.Data, "smtpd_data_restrictions"),
            (SmtpTurnKind.EndOfData, "smtpd_end_of_data_restrictions"),
        };
        foreach (var (kind, name) in parameters)
        {
            yield return name + " = " + string.Join(", ", RestrictionsAt(kind));
        }
    }

    private IEnumerable<string> RestrictionsAt(SmtpTurnKind kind)
    {
        if (kind == SmtpTurnKind.Greeting && options.RequiresReverseDns)
        {
            yield return "reject_unknown_reverse_client_hostname";
        }

        if (kind == options.DnsListsAt && !options.Postscreen)
        {
            foreach (var zone in options.DnsLists)
            {
                yield return "reject_rbl_client " + zone;
            }
        }

        if (kind == SmtpTurnKind.Recipient && options.RefusedRecipients.Count > 0)
        {
            yield return "check_recipient_access inline:{"
                + string.Join(' ', options.RefusedRecipients.Select(pair => Item(pair.Key, pair.Value))) + "}";
        }

        if (kind == SmtpTurnKind.Recipient && policyPort != 0)
        {
            yield return Invariant($"check_policy_service inet:127.0.0.1:{policyPort}");
        }

        if (options.Refusals.TryGetValue(kind, out var reply))
        {
            yield return kind switch
            {
                SmtpTurnKind.Hello => "check_helo_access",
                SmtpTurnKind.MailFrom => "check_sender_access",
                SmtpTurnKind.Recipient => "check_recipient_access",
                _ => "check_client_access",
            } + " static:{" + Quoted(reply) + "}";
        }
    }

    private IEnumerable<string> Tls()
    {
        if (options.Certificate is null)
        {
            yield break;
        }

        yield return "smtpd_tls_security_level = " + (options.RequiresTls ? "encrypt" : "may");
        yield return "smtpd_tls_chain_files = "
            + Path.Combine(folder, options.TlsFault == PostfixTlsFault.MissingCertificate ? "missing.pem" : PostfixServer.CertificateFile);
        yield return "smtpd_tls_loglevel = 1";
        if (options.TlsFault == PostfixTlsFault.OldProtocolOnly)
        {
            yield return "smtpd_tls_protocols = >=TLSv1, <=TLSv1";
            yield return "smtpd_tls_mandatory_protocols = $smtpd_tls_protocols";
        }
    }

    private IEnumerable<string> Authentication()
    {
        if (options.User is null)
        {
            yield break;
        }

        yield return "smtpd_sasl_type = cyrus";
        yield return "cyrus_sasl_config_path = " + Path.Combine(folder, PostfixServer.SaslFolder);
        yield return "smtpd_sasl_local_domain = $myhostname";
        yield return "smtpd_sasl_security_options = noanonymous";
    }

    private IEnumerable<string> Postscreen()
    {
        if (!options.Postscreen)
        {
            yield break;
        }

        yield return Invariant($"postscreen_greet_wait = {(int)options.PostscreenGreetWait.TotalSeconds}s");
        yield return "postscreen_greet_action = enforce";
        yield return "postscreen_dnsbl_action = enforce";
        yield return "postscreen_dnsbl_sites = " + string.Join(", ", options.DnsLists);
        yield return "postscreen_cache_map = btree:" + Path.Combine(folder, "data", "postscreen");
        if (options.Refusals.ContainsKey(SmtpTurnKind.Greeting))
        {
            // postscreen has a fixed text for it: 521 5.3.2 Service currently unavailable.
            yield return "postscreen_access_list = static:reject";
            yield return "postscreen_blacklist_action = drop";
        }
    }
}
