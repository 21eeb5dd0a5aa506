using System.Globalization;

namespace DelistTools.HelpBuilder.Checking;

/// <summary>One disagreement between a page and its cmdlet.</summary>
/// <param name="File">The page.</param>
/// <param name="Line">The line, counted from 1; 0 for the file as a whole.</param>
/// <param name="Where">The section, and the parameter or heading in it.</param>
/// <param name="Expected">What must stand there.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record Finding(string File, int Line, string Where, string Expected, string Found, string Remedy)
{
    /// <summary>One line in the form that build tools and editors recognise as an error of that file and line.</summary>
    public override string ToString()
    {
        string place = Line > 0 ? File + "(" + Line.ToString(CultureInfo.InvariantCulture) + ")" : File + " ";
        return $"{place}: error HELP: {Where}: expected {Expected}, found {Found}. {Remedy}";
    }
}
