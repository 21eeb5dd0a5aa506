using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>
/// One part of the catalogue, with a folder of shipped files of its own, so that a command reads no more than it
/// needs. Not safe for several threads at once; the store sees to that.
/// </summary>
internal sealed class CatalogPart<T>
    where T : class
{
    private readonly string _folder;
    private readonly Func<IReadOnlyList<CatalogDocument>, IReadOnlyList<CatalogDocument>, T> _build;
    private IReadOnlyList<CatalogDocument>? _shipped;
    private T? _current;
    private CatalogException? _error;
    private string _stamp = "";

    /// <param name="folder">The folder of the part's shipped files.</param>
    /// <param name="build">Makes the part of the shipped files and the user's own.</param>
    internal CatalogPart(string folder, Func<IReadOnlyList<CatalogDocument>, IReadOnlyList<CatalogDocument>, T> build)
    {
        _folder = folder;
        _build = build;
    }

    /// <summary>
    /// The part as it is now. A broken file of the user's own is left out whole, and reported in
    /// <paramref name="error"/>.
    /// </summary>
    /// <param name="stamp">Tells whether the user's own files have changed.</param>
    /// <param name="own">The user's own files.</param>
    /// <param name="error">Why one of them was left out.</param>
    /// <exception cref="CatalogException">The shipped files cannot be used.</exception>
    internal T Load(string stamp, IReadOnlyList<string> own, out CatalogException? error)
    {
        if (_current is null || stamp != _stamp)
        {
            _shipped ??= Files().OrderBy(f => f, StringComparer.Ordinal).Select(CatalogDocument.Load).ToList();
            _error = null;
            _current = Build(_shipped, own);
            _stamp = stamp;
        }

        error = _error;
        return _current;
    }

    private string[] Files()
    {
        try
        {
            return Directory.GetFiles(_folder, "*.json", SearchOption.AllDirectories);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CatalogException(_folder, null, null, "expected a folder of catalogue files. Install the module again, whole: " + e.Message, e);
        }
    }

    /// <summary>A broken overlay takes no account key with it, and a broken key file no list.</summary>
    private T Build(IReadOnlyList<CatalogDocument> shipped, IReadOnlyList<string> own)
    {
        try
        {
            return _build(shipped, own.Select(CatalogDocument.Load).ToList());
        }
        catch (CatalogException e) when (own.Contains(e.File))
        {
            _error ??= e;
            return Build(shipped, own.Where(f => f != e.File).ToList());
        }
    }
}
