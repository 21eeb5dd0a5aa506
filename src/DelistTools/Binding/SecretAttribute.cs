using System.Management.Automation;

namespace DelistTools.Binding;

/// <summary>
/// Refuses plain text where a secret is wanted, without repeating it, and says what to give instead: the engine's own
/// refusal speaks of types that cannot be converted.
/// </summary>
[System.AttributeUsage(System.AttributeTargets.Property)]
public sealed class SecretAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string
            ? throw new ArgumentTransformationMetadataException(
                "Plain text stays in the history and in transcripts. Leave the parameter out to be asked, or give a SecureString.")
            : inputData;
}
