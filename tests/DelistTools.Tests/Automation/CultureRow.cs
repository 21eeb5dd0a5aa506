namespace DelistTools.Tests.Automation;

/// <summary>A script whose results have to be the same under every culture.</summary>
/// <param name="Name">What it shows, unique in the table.</param>
/// <param name="Cmdlet">The cmdlet that it is about.</param>
/// <param name="Script">The script; what it gives, its errors and its warnings are compared.</param>
/// <param name="IsOrdered">False: results come as answers land.</param>
public sealed record CultureRow(string Name, string Cmdlet, string Script, bool IsOrdered = true)
{
    public override string ToString() => Cmdlet + ": " + Name;
}
