using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>One way in which refusals are written down. Further ways are further classes; none knows of another.</summary>
internal interface IRefusalFormat
{
    /// <summary>The refusals that a text of this format holds, in its order; none where it is of another format.</summary>
    /// <param name="text">The text, its line ends turned into line feeds.</param>
    IEnumerable<FoundRefusal> Find(string text);
}
