using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace DelistTools.Lab;

/// <summary>Where the lab's data files lie: the folder <c>data</c> beside this assembly.</summary>
public static class LabData
{
    /// <summary>The data folder's full path.</summary>
    public static string Folder { get; } =
        Path.Combine(Path.GetDirectoryName(typeof(LabData).Assembly.Location)!, "data");

    /// <summary>The folder of the rbldnsd zone files.</summary>
    public static string ZonesFolder => Path.Combine(Folder, "zones");

    /// <summary>The zone specifications that rbldnsd is started with, separated by blanks.</summary>
    public static string RbldnsdArgumentsFile => Path.Combine(Folder, "rbldnsd.args");

    /// <summary>The template of unbound's configuration.</summary>
    public static string UnboundTemplateFile => Path.Combine(Folder, "unbound.conf.in");

    /// <summary>The template of Dovecot's configuration.</summary>
    public static string DovecotTemplateFile => Path.Combine(Folder, "dovecot.conf.in");

    /// <summary>The template of the rules by which Dovecot files what it is handed.</summary>
    public static string SieveTemplateFile => Path.Combine(Folder, "lab.sieve");

    /// <summary>The questions with the answers seen on the wire; read by <see cref="Vectors"/>.</summary>
    public static string VectorsFile => Path.Combine(Folder, "vectors.tsv");

    /// <summary>The catalogue overlay of the demonstration's lists; used by <see cref="FirstMinuteLab"/>.</summary>
    public static string CatalogFile => Path.Combine(Folder, "lab-catalog.json");

    /// <summary>The text of the catalogue overlay with the lists that are in order; used by <see cref="ModelCaseLab"/>.</summary>
    public static string HealthyCatalog()
    {
        var catalogue = JsonNode.Parse(File.ReadAllText(CatalogFile))!;
        var lists = catalogue["blocklists"]!.AsArray();
        for (var i = lists.Count - 1; i >= 0; i--)
        {
            if (!LabZones.HealthyIds.Contains((string)lists[i]!["id"]!))
            {
                lists.RemoveAt(i);
            }
        }

        return catalogue.ToJsonString();
    }
}
