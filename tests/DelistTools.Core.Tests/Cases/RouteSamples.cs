using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace DelistTools.Core.Tests.Cases;

/// <summary>Routes in which every property, the internal ones too, has a value of its own: whoever forgets one, is seen.</summary>
internal sealed class RouteSamples
{
    private int _count;

    /// <summary>Nasty in JSON, in SQL, in XML and on a terminal.</summary>
    internal const string Nasty = "\"'\\ <b>\u0001\u001b[31m\r\n\t\u2028 Grüße 😀 \uFFFF \0 end";

    internal static DelistingRoute Filled() => (DelistingRoute)new RouteSamples().Value(typeof(DelistingRoute));

    /// <summary>A route with so many steps that are still to be done.</summary>
    internal static DelistingRoute WithSteps(int count) => new()
    {
        Target = "203.0.113.25",
        For = ["lab-list"],
        Reason = "203.0.113.25 is on lab-list.",
        Findings = [new RouteFinding { For = "lab-list", Name = "Lab", Operator = "Lab operators", Targets = ["203.0.113.25"] }],
        Steps = [.. Enumerable.Range(1, count).Select(i => new DelistingStep
        {
            Order = i, Kind = i == count ? StepKind.Form : StepKind.Fix, Title = "Step " + i, Instruction = new string('x', 300), For = "lab-list", Serves = ["lab-list"],
        })],
        VerifiedOn = new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc),
    };

    /// <summary>All properties of an object and what it is made of, as text.</summary>
    internal static IEnumerable<string> Flat(object? value, string path = "")
    {
        switch (value)
        {
            case null:
                return [path + ": null"];
            case string or int or bool or Enum or WaitPeriod:
                return [path + ": " + value];
            case DateTime time:
                return [path + ": " + time.ToString("o") + time.Kind];
            case IEnumerable list:
                return list.Cast<object>().SelectMany((item, i) => Flat(item, path + "[" + i + "]"));
            default:
                return Properties(value.GetType()).SelectMany(p => Flat(p.GetValue(value), path + "." + p.Name));
        }
    }

    internal static PropertyInfo[] Properties(Type type) => [.. type
        .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(p => p.GetIndexParameters().Length == 0)];

    private object Value(Type type)
    {
        _count++;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return "text " + _count + (_count % 7 == 0 ? Nasty : "");
        }

        if (type == typeof(int))
        {
            return _count;
        }

        if (type == typeof(bool))
        {
            return true;
        }

        if (type == typeof(DateTime))
        {
            return new DateTime(2026, 11, 28, 0, 0, 0, DateTimeKind.Utc).AddTicks(_count);
        }

        if (type == typeof(WaitPeriod))
        {
            return new WaitPeriod(_count, WaitUnit.WorkingDays);
        }

        if (type.IsEnum)
        {
            // Never the first, which is what a forgotten one would be.
            return Enum.GetValues(type).GetValue(1)!;
        }

        if (type.IsGenericType)
        {
            Type item = type.GetGenericArguments()[0];
            Array items = Array.CreateInstance(item, 2);
            items.SetValue(Value(item), 0);
            items.SetValue(Value(item), 1);
            return items;
        }

        ConstructorInfo constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).Single();
        object made = constructor.Invoke([.. constructor.GetParameters().Select(p => Value(p.ParameterType))]);
        foreach (PropertyInfo property in Properties(type).Where(p => p.SetMethod is not null))
        {
            property.SetValue(made, Value(property.PropertyType));
        }

        return made;
    }
}
