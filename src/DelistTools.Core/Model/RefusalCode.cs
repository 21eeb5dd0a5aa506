namespace DelistTools;

/// <summary>An answer by which a list says that it does not answer this resolver.</summary>
internal sealed class RefusalCode
{
    internal uint Code { get; init; }

    internal string Meaning { get; init; } = "";
}
