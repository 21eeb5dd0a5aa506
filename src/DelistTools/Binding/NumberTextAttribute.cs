using System;
using System.Globalization;
using System.Management.Automation;

namespace DelistTools.Binding;

/// <summary>
/// Takes text such as 1.5 as the number that it is in a script. The engine would read it by the user's culture, and where that has
/// a decimal comma the text is 15. Text of any other form is left to the engine.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text
            && double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double number)
            ? number
            : inputData;
}
