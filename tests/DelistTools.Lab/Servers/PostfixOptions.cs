using System;
using System.Collections.Generic;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace DelistTools.Lab;

/// <summary>How a <see cref="PostfixServer"/> behaves. The default takes mail for its mailboxes and for nobody else.</summary>
public sealed record PostfixOptions
{
    /// <summary>The server's own name.</summary>
    public string HostName { get; init; } = "mx.lab.test";

    /// <summary>Where it listens, on one and the same port: loopback addresses.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [IPAddress.Loopback];

    /// <summary>The port; 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>Whose mail is taken. Others in their domains are unknown users (550 5.1.1), other domains are 554 5.7.1.</summary>
    public IReadOnlyList<string> Mailboxes { get; init; } = ["postmaster@lab.test", "tom@lab.test"];

    /// <summary>
    /// What is refused at a point, whoever comes: a code, an enhanced code and a text, <c>550 5.7.1 Go away</c>, to which
    /// Postfix adds words of its own. From <see cref="SmtpTurnKind.Greeting"/> to <see cref="SmtpTurnKind.EndOfData"/>.
    /// </summary>
    public IReadOnlyDictionary<SmtpTurnKind, string> Refusals { get; init; } = new Dictionary<SmtpTurnKind, string>();

    /// <summary>What is refused by recipient; whole addresses or domains.</summary>
    public IReadOnlyDictionary<string, string> RefusedRecipients { get; init; } = new Dictionary<string, string>();

    /// <summary>Zones that the client's address is looked up in (<c>reject_rbl_client</c>); needs <see cref="NameServer"/>.</summary>
    public IReadOnlyList<string> DnsLists { get; init; } = [];

    /// <summary>Where <see cref="DnsLists"/> refuse: greeting, HELO, MAIL or, as is usual, RCPT.</summary>
    public SmtpTurnKind DnsListsAt { get; init; } = SmtpTurnKind.Recipient;

    /// <summary>Refuses clients whose address has no PTR record; needs <see cref="NameServer"/>.</summary>
    public bool RequiresReverseDns { get; init; }

    /// <summary>
    /// The name server that Postfix asks, whatever its port; without one it asks none. Needs the right to make a mount
    /// namespace.
    /// </summary>
    public IPEndPoint? NameServer { get; init; }

    /// <summary>
    /// Asked at each RCPT over Postfix' policy protocol, with the attributes of
    /// http://www.postfix.org/SMTPD_POLICY_README.html; its answer is an action, <c>DUNNO</c> or
    /// <c>DEFER_IF_PERMIT 4.7.1 Text</c>. See <see cref="Greylist.Decide"/>.
    /// </summary>
    public Func<IReadOnlyDictionary<string, string>, string>? Policy { get; init; }

    /// <summary>
    /// Puts postscreen in front: a greeting in two parts with <see cref="PostscreenGreetWait"/> between, whoever talks
    /// before it is over is refused, and <see cref="DnsLists"/> are looked up there.
    /// </summary>
    public bool Postscreen { get; init; }

    /// <summary>
    /// The time between the first and the second line of postscreen's greeting; in whole seconds. Postfix keeps time by the
    /// seconds of the clock, so up to one second less goes by; and what <see cref="DnsLists"/> have not said by then does
    /// not count, though the process that asks them is only started for the first client.
    /// </summary>
    public TimeSpan PostscreenGreetWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>With it STARTTLS is offered; see <see cref="LabCertificates"/>. The owner disposes of it.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>How STARTTLS is broken; needs <see cref="Certificate"/>.</summary>
    public PostfixTlsFault TlsFault { get; init; }

    /// <summary>Without STARTTLS there is no MAIL.</summary>
    public bool RequiresTls { get; init; }

    /// <summary>
    /// With it and <see cref="Password"/>, a second port takes mail for everywhere from whoever authenticates with them
    /// (<see cref="PostfixServer.SubmissionPort"/>); under TLS only, where there is a <see cref="Certificate"/>.
    /// </summary>
    public string? User { get; init; }

    /// <summary>The password of <see cref="User"/>.</summary>
    public string? Password { get; init; }

    /// <summary>
    /// Where mail for other domains goes by SMTP: as a rule a server of the lab that refuses it, so that Postfix bounces it
    /// to the sender. Null: it bounces at once. Nothing ever leaves the machine.
    /// </summary>
    public IPEndPoint? NextHop { get; init; }

    /// <summary>Where accepted mail is handed to by LMTP; null: it goes into a Maildir for each mailbox.</summary>
    public IPEndPoint? Lmtp { get; init; }

    /// <summary>More lines for main.cf; they stand last and so override the others.</summary>
    public IReadOnlyList<string> MainLines { get; init; } = [];
}
