using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;

namespace DelistTools.Catalog;

/// <summary>
/// The catalogue of this process: the shipped files, read once; the user's own files, read again when they change;
/// the account keys of this session.
/// </summary>
internal sealed class CatalogStore
{
    internal const string OverlayVariable = "DELISTTOOLS_CATALOG";

    private const string KeyFileName = "keys.json";

    private static readonly Lazy<CatalogStore> Shared = new(
        () => new CatalogStore(ShippedFolder(), UserOverlayPath, () => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(OverlayVariable))));

    private readonly object _gate = new();
    private readonly Func<string> _overlayPath;
    private readonly Func<bool> _isNamed;
    private readonly Dictionary<string, AccountKey> _sessionKeys = new(StringComparer.OrdinalIgnoreCase);
    private readonly CatalogPart<ListCatalog> _lists;
    private readonly CatalogPart<ProviderCatalog> _providers;
    private readonly CatalogPart<SignatureCatalog> _signatures;
    private readonly CatalogPart<GenericNameCatalog> _genericNames;
    private readonly CatalogPart<ReplyCatalog> _replies;
    private readonly CatalogPart<LetterCatalog> _letters;
    private readonly PublicSuffixFiles _suffixes;
    private int _keysSet;

    /// <param name="shippedFolder">The folder of the shipped files.</param>
    /// <param name="overlayPath">Where the user's own file is, or would be.</param>
    /// <param name="isNamed">Whether the user named it, so that it ought to be there.</param>
    internal CatalogStore(string shippedFolder, Func<string> overlayPath, Func<bool>? isNamed = null)
    {
        _lists = new CatalogPart<ListCatalog>(
            Path.Combine(shippedFolder, "lists"), (shipped, own) => ListCatalog.Build(shipped, own, _sessionKeys));
        _providers = new CatalogPart<ProviderCatalog>(
            Path.Combine(shippedFolder, "providers"), (shipped, own) => ProviderCatalog.Build(shipped, own, Load(out _)));
        _signatures = new CatalogPart<SignatureCatalog>(
            Path.Combine(shippedFolder, "signatures"), (shipped, own) => SignatureCatalog.Build(shipped, own, Load(out _)));
        _genericNames = new CatalogPart<GenericNameCatalog>(Path.Combine(shippedFolder, "readiness"), GenericNameCatalog.Build);
        _replies = new CatalogPart<ReplyCatalog>(
            Path.Combine(shippedFolder, "replies"), (shipped, own) => ReplyCatalog.Build(shipped, own, Load(out _), Load(_providers!, out _)));
        _letters = new CatalogPart<LetterCatalog>(
            Path.Combine(shippedFolder, "letters"), (shipped, own) => LetterCatalog.Build(shipped, own, Load(out _), Load(_providers!, out _)));
        _suffixes = new PublicSuffixFiles(Path.Combine(shippedFolder, "suffixes", PublicSuffixFiles.FileName));
        _overlayPath = overlayPath;
        _isNamed = isNamed ?? (() => false);
    }

    internal static CatalogStore Process => Shared.Value;

    internal string OverlayPath => _overlayPath();

    /// <summary>Where the user's own copy of the public suffix list lies, or would lie.</summary>
    internal string SuffixPath => Path.Combine(Path.GetDirectoryName(OverlayPath) ?? "", PublicSuffixFiles.FileName);

    internal string KeyPath => Path.Combine(Path.GetDirectoryName(OverlayPath) ?? "", KeyFileName);

    /// <summary>
    /// The lists as they are now. A broken overlay is left out whole and reported in <paramref name="overlayError"/>:
    /// the shipped lists go on working.
    /// </summary>
    /// <exception cref="CatalogException">The shipped files cannot be used.</exception>
    internal ListCatalog Load(out CatalogException? overlayError) => Load(_lists, out overlayError);

    /// <summary>The ways off as they are now, read when first asked for.</summary>
    /// <exception cref="CatalogException">The shipped files cannot be used.</exception>
    internal ProviderCatalog LoadProviders(out CatalogException? overlayError)
    {
        lock (_gate)
        {
            // What is wrong with the lists comes first: a provider may only be wrong because its list was left out.
            _ = Load(out CatalogException? listsError);
            ProviderCatalog providers = Load(_providers, out overlayError);
            overlayError = listsError ?? overlayError;
            return providers;
        }
    }

    /// <summary>The replies that are known as they are now, read when first asked for.</summary>
    /// <exception cref="CatalogException">The shipped files cannot be used.</exception>
    internal SignatureCatalog LoadSignatures(out CatalogException? overlayError) => Load(_signatures, out overlayError);

    /// <summary>The ways in which host names are made by machine, as they are now, read when first asked for.</summary>
    /// <exception cref="CatalogException">The shipped files cannot be used.</exception>
    internal GenericNameCatalog LoadGenericNames(out CatalogException? overlayError) => Load(_genericNames, out overlayError);

    /// <summary>Operators' answers that are known as they are now, read when first asked for.</summary>
    /// <exception cref="CatalogException">The shipped files cannot be used.</exception>
    internal ReplyCatalog LoadReplies(out CatalogException? overlayError) => LoadAfterProviders(_replies, out overlayError);

    /// <summary>Letters to operators as they are now, read when first asked for.</summary>
    /// <exception cref="CatalogException">The shipped files cannot be used.</exception>
    internal LetterCatalog LoadLetters(out CatalogException? overlayError) => LoadAfterProviders(_letters, out overlayError);

    /// <summary>The public suffix list as it is now, read when first asked for.</summary>
    /// <exception cref="CatalogException">The shipped file cannot be used.</exception>
    internal PublicSuffixList LoadSuffixes(out CatalogException? overlayError)
    {
        lock (_gate)
        {
            string own = SuffixPath;
            return _suffixes.Load(Stamp(own), Path.IsPathRooted(own) && File.Exists(own) ? own : null, out overlayError);
        }
    }

    private T LoadAfterProviders<T>(CatalogPart<T> part, out CatalogException? overlayError)
        where T : class
    {
        lock (_gate)
        {
            // What is wrong with the providers comes first, for the same reason.
            _ = LoadProviders(out CatalogException? providersError);
            T current = Load(part, out overlayError);
            overlayError = providersError ?? overlayError;
            return current;
        }
    }

    private T Load<T>(CatalogPart<T> part, out CatalogException? overlayError)
        where T : class
    {
        lock (_gate)
        {
            string[] own = { OverlayPath, KeyPath };
            string stamp = _keysSet.ToString(CultureInfo.InvariantCulture) + "|" + string.Join("|", own.Select(Stamp));
            T current = part.Load(stamp, own.Where(f => Path.IsPathRooted(f) && File.Exists(f)).ToList(), out overlayError);
            overlayError = Missing(own[0]) ?? overlayError;
            return current;
        }
    }

    /// <summary>Sets the key of a list for this process, and in the user's key file where <paramref name="persist"/>.</summary>
    internal void SetKey(string id, AccountKey key, bool persist)
    {
        lock (_gate)
        {
            if (persist)
            {
                Dictionary<string, AccountKey> kept = ReadKeyFile();
                kept[id] = key;
                WriteKeyFile(kept);
            }

            _sessionKeys[id] = key;
            _keysSet++;
        }
    }

    /// <summary>Forgets the key of a list, in this process and in the key file. False where there was none.</summary>
    internal bool RemoveKey(string id)
    {
        lock (_gate)
        {
            bool removed = _sessionKeys.Remove(id);
            _keysSet++;
            Dictionary<string, AccountKey> kept = ReadKeyFile();
            if (kept.Remove(id))
            {
                WriteKeyFile(kept);
                removed = true;
            }

            return removed;
        }
    }

    /// <summary>The folder of the user's own data: beside the catalogue of the user's.</summary>
    internal static string UserFolder() => Path.GetDirectoryName(Path.GetFullPath(UserOverlayPath()))!;

    /// <summary>Where the user's own catalogue lies, or would lie.</summary>
    internal static string UserOverlayPath()
    {
        string? named = Environment.GetEnvironmentVariable(OverlayVariable);
        return string.IsNullOrEmpty(named)
            ? Path.Combine(
                // Without this option a folder that does not exist yet comes back empty, and the files would be looked
                // for wherever the session happens to be.
                Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "DelistTools",
                "catalog.json")
            : named;
    }

    /// <summary>The built module has the assembly in <c>core/lib</c> or <c>desktop</c>, and the catalogue beside those.</summary>
    private static string ShippedFolder()
    {
        string? folder = Path.GetDirectoryName(typeof(CatalogStore).GetTypeInfo().Assembly.Location);
        for (int i = 0; i < 3 && !string.IsNullOrEmpty(folder); i++)
        {
            string candidate = Path.Combine(folder, "catalog");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }

            folder = Path.GetDirectoryName(folder);
        }

        throw new CatalogException(
            "catalog", null, null, "expected the module's folder of catalogue files near its assemblies. Install the module again, whole.");
    }

    /// <summary>
    /// A file that the user names and that is not there is a mistake, and a relative name is one in waiting: the
    /// process's folder is not the session's. The usual place may be empty, and a folder with keys alone is one, too.
    /// </summary>
    private CatalogException? Missing(string overlay)
    {
        if (!_isNamed())
        {
            return null;
        }

        if (!Path.IsPathRooted(overlay))
        {
            return new CatalogException(overlay, null, null, "expected a full path in the environment variable " + OverlayVariable + ".");
        }

        return File.Exists(overlay) || File.Exists(KeyPath)
            ? null
            : new CatalogException(overlay, null, null, "expected the file that the environment variable " + OverlayVariable + " names, found none.");
    }

    private static string Stamp(string path)
    {
        FileInfo file = new(path);
        return file.Exists
            ? string.Format(CultureInfo.InvariantCulture, "{0}:{1}:{2}", path, file.LastWriteTimeUtc.Ticks, file.Length)
            : path;
    }

    private Dictionary<string, AccountKey> ReadKeyFile()
    {
        Dictionary<string, AccountKey> keys = new(StringComparer.OrdinalIgnoreCase);
        if (File.Exists(KeyPath))
        {
            CatalogReader reader = new(Array.Empty<string>(), new[] { KeyReader.Section });
            reader.AddOverlay(CatalogDocument.Load(KeyPath));
            foreach (KeyValuePair<string, AccountKey> key in reader.Read(KeyReader.Section, KeyReader.Read))
            {
                keys[key.Key] = key.Value;
            }
        }

        return keys;
    }

    private void WriteKeyFile(Dictionary<string, AccountKey> keys)
    {
        // Ids and keys are letters, digits and hyphens by their own checks, so nothing here needs escaping.
        StringBuilder json = new("{\n  \"schema\": 1,\n  \"keys\": [");
        string separator = "\n";
        foreach (KeyValuePair<string, AccountKey> key in keys.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            json.Append(separator).Append("    { \"id\": \"").Append(key.Key).Append("\", \"key\": \"").Append(key.Value.Reveal()).Append("\" }");
            separator = ",\n";
        }

        json.Append("\n  ]\n}\n");
        OwnerOnlyFile.Replace(KeyPath, json.ToString());
    }
}
