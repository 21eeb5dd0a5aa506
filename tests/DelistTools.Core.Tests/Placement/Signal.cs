using System.Threading.Tasks;

namespace DelistTools.Core.Tests.Placement;

/// <summary>Something that a test waits for.</summary>
internal sealed class Signal
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Task => _source.Task;

    internal void SetIf(bool happened)
    {
        if (happened)
        {
            _source.TrySetResult();
        }
    }
}
