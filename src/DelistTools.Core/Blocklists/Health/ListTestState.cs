using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using DelistTools.Catalog;
using DelistTools.State;

namespace DelistTools.Blocklists;

/// <summary>
/// Tests of lists as processes share them. Not safe for several threads at once. An account key is in it as a hash only,
/// whose salt is the file's own, and no zone that somebody typed.
/// </summary>
internal sealed class ListTestState
{
    internal const string Kind = "list-health";

    internal const int Version = 1;

    /// <summary>All lists and kinds of target through three resolvers.</summary>
    internal const int MostTests = 600;

    /// <summary>The file is read at the beginning of each command, so that it stays small: some milliseconds.</summary>
    internal const int Largest = 500_000;

    private const int SaltLength = 16;

    private readonly Dictionary<string, KeptTest> _tests = new(StringComparer.Ordinal);
    private readonly byte[] _salt;
    private readonly string _machine;

    /// <param name="machine">The machine's name.</param>
    internal ListTestState(string machine)
        : this(machine, RandomSalt())
    {
    }

    private ListTestState(string machine, byte[] salt)
    {
        _machine = machine;
        _salt = salt;
    }

    internal int Count => _tests.Count;

    internal ListTestResult? Find(ListTestKey key, DateTime now) =>
        _tests.TryGetValue(IdentityOf(key), out KeptTest? test) && test.HoldsAt(now) ? test.Result : null;

    /// <summary>Takes over a test that is newer than what is known; null: forgets what is older than that time.</summary>
    internal void Put(ListTestKey key, ListTestResult? result, DateTime at)
    {
        string identity = IdentityOf(key);
        if (_tests.TryGetValue(identity, out KeptTest? known) && known.Result.CheckedAt > at)
        {
            return;
        }

        if (result is null)
        {
            _tests.Remove(identity);
            return;
        }

        _tests[identity] = new KeptTest
        {
            Machine = _machine,
            Resolver = key.Resolver,
            List = key.List,
            Zone = key.Zone,
            Rules = key.Rules,
            KeyHash = HashOf(key.Key),
            Result = result with { CheckedAt = at },
        };
    }

    /// <summary>Forgets what does not hold at present, and the oldest of what is too much.</summary>
    internal void Turn(DateTime now)
    {
        int size = 0;
        int count = 0;
        foreach (KeptTest test in _tests.Values.OrderByDescending(t => t.Result.CheckedAt).ToList())
        {
            if (!test.HoldsAt(now) || count == MostTests || size + test.Size > Largest)
            {
                _tests.Remove(test.Identity);
                continue;
            }

            count++;
            size += test.Size;
        }
    }

    /// <exception cref="FormatException">It is no such state.</exception>
    internal static ListTestState Read(JsonFields fields, string machine)
    {
        byte[] salt = Convert.FromBase64String(fields.Text("salt"));
        ListTestState state = new(machine, salt.Length >= SaltLength ? salt : throw new FormatException("field 'salt': it is too short"));
        foreach (KeptTest test in fields.Objects("tests", KeptTest.Read))
        {
            state._tests[test.Identity] = test;
        }

        return state;
    }

    internal void Write(JsonText text)
    {
        text.Text("salt", Convert.ToBase64String(_salt));
        text.Objects("tests", _tests.Values.OrderBy(t => t.Identity, StringComparer.Ordinal), test => test.Write(text));
    }

    private string IdentityOf(ListTestKey key) =>
        KeptTest.IdentityOf(key.Kind, _machine, key.Resolver, key.List, key.Zone, key.Rules, HashOf(key.Key));

    private string? HashOf(AccountKey? key)
    {
        if (key is null)
        {
            return null;
        }

        using HMACSHA256 hash = new(_salt);
        return Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes(key.Reveal())));
    }

    private static byte[] RandomSalt()
    {
        byte[] salt = new byte[SaltLength];
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        random.GetBytes(salt);
        return salt;
    }
}
