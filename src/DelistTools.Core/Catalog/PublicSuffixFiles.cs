using System.IO;

namespace DelistTools.Catalog;

/// <summary>
/// The public suffix list of this process: the user's own copy, read again when it changes, or else the shipped one, read
/// once. Not safe for several threads at once; the store sees to that.
/// </summary>
internal sealed class PublicSuffixFiles
{
    /// <summary>The name under which the list is published, and looked for beside the user's catalogue.</summary>
    internal const string FileName = "public_suffix_list.dat";

    private readonly string _shippedFile;
    private PublicSuffixList? _shipped;
    private PublicSuffixList? _own;
    private CatalogException? _error;
    private string _stamp = "";

    /// <param name="shippedFile">The copy that the module carries.</param>
    internal PublicSuffixFiles(string shippedFile) => _shippedFile = shippedFile;

    /// <summary>The list as it is now.</summary>
    /// <param name="stamp">Tells whether the user's own copy has changed.</param>
    /// <param name="ownFile">The user's own copy; null where there is none.</param>
    /// <param name="error">Why the user's own copy was left out.</param>
    /// <exception cref="CatalogException">The shipped copy cannot be used.</exception>
    internal PublicSuffixList Load(string stamp, string? ownFile, out CatalogException? error)
    {
        if (stamp != _stamp)
        {
            (_own, _error, _stamp) = (null, null, stamp);
            try
            {
                _own = ownFile is null ? null : PublicSuffixList.Read(ownFile);
            }
            catch (CatalogException e)
            {
                _error = e;
            }
        }

        error = _error;
        return _own ?? (_shipped ??= PublicSuffixList.Read(_shippedFile));
    }
}
