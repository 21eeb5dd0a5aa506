using System;
using System.Linq;

namespace DelistTools.Core.Tests.Readiness;

/// <summary>Zones and records at random: mostly valid, full of references to one another, and with every slip that people make.</summary>
internal sealed class RandomSpf(int seed)
{
    private const int Hosts = 8;

    private static readonly string[] Oddities =
    [
        "", "-", "moo", "=x", "1up=x", "ip4:", "ip4:1.2.3", "ip4:1.2.3.4/33", "ip6:::1/129", "a:%", "a:%{", "a:%{z}.example", "exists:%{c}.x.example",
        "all:", "+all.", "\0", "\u00FC", "mx//", "a:" + new string('x', 64) + ".example", "a:x..example", "include:" + new string('y', 300) + ".h1.example",
        "redirect=", "exp=nodot", "include:%{l}%{h}%{S}.example", "exists:%{ir}.%{v}.%{p}.example", "ptr:%{p2}", "a:%%%_%-.example", "default=pass",
        "include=h1.example", "exists:%{o99r.-+,/_=}.example", "exists:%{d0}.example", "include:localhost.", "\"", ",",
    ];

    private readonly Random _random = new(seed);

    internal static string Host(int number) => "h" + number + ".example";

    internal FakeZone Zone()
    {
        FakeZone zone = new();
        for (int i = 0; i < Hosts; i++)
        {
            string[] texts = [.. Enumerable.Range(0, Chance(85) ? 1 : _random.Next(3)).Select(_ => "TXT " + Record())];
            zone.On(Host(i), [.. Enumerable.Range(0, _random.Next(0, 8)).Select(_ => Line()), .. texts]);
        }

        zone.On("1.2.0.192.in-addr.arpa", [.. Enumerable.Range(0, _random.Next(0, 15)).Select(_ => "PTR " + Name())]);
        return zone;
    }

    internal string Record(bool isSound = false) =>
        "v=spf1" + string.Concat(Enumerable.Range(0, _random.Next(0, 9)).Select(_ => " " + Term(isSound)));

    private string Line() => _random.Next(30) switch
    {
        0 => "TIMEOUT",
        1 => "CNAME " + Name(),
        2 => "TXT why %{i} %{p}",
        < 7 => "AAAA 2001:db8::" + _random.Next(3),
        < 15 => "MX " + _random.Next(3) + " " + (Chance(95) ? Name() : ""),
        _ => "A " + Address(),
    };

    private string Term(bool isSound) => !isSound && Chance(4)
        ? Oddities[_random.Next(Oddities.Length)]
        : Sign() + _random.Next(15) switch
        {
            0 or 1 or 2 => "include:" + Name(),
            3 => "a" + Prefix(),
            4 => "a:" + Name() + Prefix(),
            5 => "mx",
            6 => "mx:" + Name() + Prefix(),
            7 => "ptr",
            8 => "ptr:" + Name(),
            9 => "ip4:" + Address() + "/" + _random.Next(33),
            10 => "ip6:2001:db8::/" + _random.Next(129),
            11 => "exists:" + Name(),
            12 => "include:%{" + "slodiphvSLODIPHV"[_random.Next(16)] + _random.Next(1, 3) + (Chance(50) ? "r" : "") + "}." + Name(),
            13 => "all",
            _ => "exists:%{ir}." + Name(),
        } + (Chance(4) ? " redirect=" + Name() : "") + (Chance(3) ? " exp=" + Name() : "");

    private string Sign() => Chance(70) ? "" : "+-~?"[_random.Next(4)].ToString();

    private string Prefix() => _random.Next(5) switch { 0 => "/" + _random.Next(33), 1 => "//" + _random.Next(129), 2 => "/24//64", _ => "" };

    private string Address() => "192.0.2." + _random.Next(1, 5);

    private string Name() => Host(_random.Next(Hosts + 1));

    private bool Chance(int percent) => _random.Next(100) < percent;
}
