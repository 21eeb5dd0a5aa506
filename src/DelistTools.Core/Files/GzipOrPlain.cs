using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Files;

/// <summary>Opens a file as it stands in the folder: plain, or compressed by gzip as rotated logs and copied lists are, whatever its name is.</summary>
internal static class GzipOrPlain
{
    /// <summary>Opens a file that others may write, rename and delete meanwhile.</summary>
    /// <exception cref="IOException">It could not be opened.</exception>
    /// <exception cref="System.UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="System.NotSupportedException">It is a pipe or a device.</exception>
    /// <exception cref="System.OperationCanceledException">The caller gave up.</exception>
    internal static Stream Open(string path, CancellationToken cancellationToken = default)
    {
        FileStream file = OpenShared(path, cancellationToken);
        try
        {
            bool isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            return isGzip ? new GzipMembers(file) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Without a buffer of its own: who reads has a larger one.</summary>
    internal static FileStream OpenShared(string path, CancellationToken cancellationToken)
    {
        FileStream file = new FileInfo(path) is { Exists: true, Length: 0 } ? OpenWithin(path, cancellationToken) : OpenNow(path);
        if (file.CanSeek)
        {
            return file;
        }

        file.Dispose();
        throw new NotSupportedException("It is a pipe or a device");
    }

    /// <summary>A named pipe looks like an empty file, and does not open before somebody writes to it, which may be never.</summary>
    private static FileStream OpenWithin(string path, CancellationToken cancellationToken)
    {
        Task<FileStream> opening = Task.Run(() => OpenNow(path), CancellationToken.None);
        try
        {
            opening.Wait(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            opening.ContinueWith(late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
        catch (AggregateException)
        {
            // Thrown below as what it is.
        }

        return opening.GetAwaiter().GetResult();
    }

    private static FileStream OpenNow(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
}
