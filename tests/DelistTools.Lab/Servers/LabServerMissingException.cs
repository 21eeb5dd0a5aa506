using System;

namespace DelistTools.Lab;

/// <summary>A server program that the lab starts is not installed on this machine.</summary>
public sealed class LabServerMissingException : Exception
{
    /// <summary>Says which program is missing and how to install it.</summary>
    /// <param name="program">The program's file name, for instance <c>rbldnsd</c>.</param>
    public LabServerMissingException(string program)
        : base($"The lab needs the program '{program}', and it is neither on PATH nor in /usr/sbin. "
            + "On Debian or Ubuntu install it with: apt-get install rbldnsd unbound postfix sasl2-bin libsasl2-modules swaks libnet-ssleay-perl "
            + "iproute2 dovecot-imapd dovecot-lmtpd dovecot-sieve")
    {
        Program = program;
    }

    /// <summary>The file name of the missing program.</summary>
    public string Program { get; }
}
