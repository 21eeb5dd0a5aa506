using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using DelistTools.HelpBuilder.Pages;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>The public properties of what cmdlets give, and which of them a page names.</summary>
internal static partial class OutputProperties
{
    /// <summary>A type of the module that has properties.</summary>
    internal static bool IsOwn(Type type) => type.Namespace?.StartsWith("DelistTools", StringComparison.Ordinal) == true && !type.IsEnum;

    /// <summary>The type, and those of the module that its properties lead to.</summary>
    internal static Type[] Reached(Type type)
    {
        HashSet<Type> reached = [];
        Queue<Type> next = new([type]);
        while (next.TryDequeue(out Type? current))
        {
            if (reached.Add(current))
            {
                foreach (Type of in current.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(p => p.PropertyType.GetGenericArguments().Append(p.PropertyType)).Where(IsOwn))
                {
                    next.Enqueue(of);
                }
            }
        }

        return [.. reached];
    }

    /// <summary>The words in bold below a heading; parameters with their hyphen.</summary>
    internal static IEnumerable<string> Bold(Page page, PagePart part) =>
        Words().Matches(page.Text[part.Start..part.End]).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"\*\*(-?\w+)\*\*")]
    private static partial Regex Words();
}
