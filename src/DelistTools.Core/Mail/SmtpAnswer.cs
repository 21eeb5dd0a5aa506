using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Mail;

/// <summary>A server's reply as it came, or as far as it came.</summary>
internal sealed class SmtpAnswer
{
    internal SmtpAnswer(int code, IReadOnlyList<string> lines, SmtpAnswerFault fault, string? detail = null)
    {
        Code = code;
        Lines = lines;
        Fault = fault;
        Detail = detail;
    }

    /// <summary>The code of the last line that has one; 0 where none has. Where the codes differ, the last one decides.</summary>
    internal int Code { get; }

    /// <summary>The lines with their codes.</summary>
    internal IReadOnlyList<string> Lines { get; }

    internal SmtpAnswerFault Fault { get; }

    /// <summary>What the system says of the fault.</summary>
    internal string? Detail { get; }

    internal string Text => string.Join("\n", Lines);

    internal bool IsPositive => Code is >= 200 and < 400;

    /// <summary>A refusal counts though the connection broke right behind it.</summary>
    internal bool IsRefusal => Code >= 400;

    internal bool HasUnequalCodes => Lines.Select(l => l.Length >= 3 ? l.Substring(0, 3) : l).Distinct().Count() > 1;
}
