using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Mail;

/// <summary>Reading and writing arrays by whatever the framework is best at.</summary>
internal static class StreamBytes
{
    internal static async Task<int> ReadIntoAsync(this Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
#if NET
        return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
#else
        return await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
#endif
    }

    internal static async Task WriteAllAsync(this Stream stream, byte[] bytes, CancellationToken cancellationToken)
    {
#if NET
        await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
#else
        await stream.WriteAsync(bytes, 0, bytes.Length, cancellationToken).ConfigureAwait(false);
#endif
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
