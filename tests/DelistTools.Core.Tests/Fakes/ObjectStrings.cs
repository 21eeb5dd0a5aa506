using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;

namespace DelistTools.Core.Tests;

/// <summary>Every string that is reachable from an object, whatever its visibility.</summary>
internal static class ObjectStrings
{
    internal static IReadOnlyList<string> In(params object?[] roots)
    {
        List<string> found = new();
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object?> open = new(roots);
        while (open.Count > 0)
        {
            object? item = open.Pop();
            switch (item)
            {
                case null:
                    continue;
                case string text:
                    found.Add(text);
                    continue;
            }

            Type type = item.GetType();
            if (type.IsPrimitive || type.IsEnum || !seen.Add(item))
            {
                continue;
            }

            found.Add(item.ToString() ?? "");
            if (item is Exception exception)
            {
                open.Push(exception.Message);
                open.Push(exception.InnerException);
                open.Push(exception.StackTrace);
            }

            if (item is IEnumerable items)
            {
                foreach (object? element in items)
                {
                    open.Push(element);
                }
            }
            else if (type.Namespace?.StartsWith("DelistTools", StringComparison.Ordinal) == true)
            {
                PushFields(item, type, open);
            }
        }

        return found;
    }

    private static void PushFields(object item, Type type, Stack<object?> open)
    {
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                open.Push(field.GetValue(item));
            }
        }
    }
}
