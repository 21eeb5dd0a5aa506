using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using DelistTools.Catalog;

namespace DelistTools.State;

/// <summary>
/// A small file that the user's processes on a machine share. It is read, changed and written whole while a lock file
/// beside it is held, which a process that dies lets go; who reads it at any other moment sees it before or after. What
/// is wrong with it is a result and no exception: nobody's work should end because something cannot be remembered.
/// </summary>
internal sealed class SharedStateFile
{
    /// <summary>Names the folder of such files, where it is not the user's own.</summary>
    internal const string FolderVariable = "DELISTTOOLS_STATE";

    // Far more than anything that is kept like this.
    private const long Largest = 16 * 1024 * 1024;

    // The system's numbers for "somebody else holds it": Linux, macOS, Windows (sharing and lock violation).
    private static readonly int[] HeldByOthers = { 11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021) };

    private readonly string _kind;
    private readonly int _version;

    /// <param name="path">Its full path.</param>
    /// <param name="kind">What is in it: a word that no other such file has.</param>
    /// <param name="version">The version of its form.</param>
    internal SharedStateFile(string path, string kind, int version)
    {
        Path = path;
        _kind = kind;
        _version = version;
    }

    internal string Path { get; }

    /// <summary>Where a file of that name belongs; null where the environment names a folder that is no full path.</summary>
    internal static string? PathOf(string fileName)
    {
        string? folder = Environment.GetEnvironmentVariable(FolderVariable);
        if (string.IsNullOrEmpty(folder))
        {
            return System.IO.Path.Combine(CatalogStore.UserFolder(), fileName);
        }

        // The process's folder is not the session's.
        return System.IO.Path.IsPathRooted(folder) ? System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, fileName)) : null;
    }

    /// <summary>
    /// Hands over what is in the file, and writes what comes back. Nothing is handed over where it is not known; what
    /// came of it is lost where it cannot be written.
    /// </summary>
    /// <param name="change">
    /// Takes the content, null where there is none, and gives what writes the new one; null: it stays as it is. Throws
    /// <see cref="FormatException"/> where the content is none, and is then called again without any.
    /// </param>
    /// <param name="patience">How long to wait for others.</param>
    /// <param name="cancellationToken">Ends that wait.</param>
    /// <returns>What went wrong; null where nothing did.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal StateFault? Change(Func<JsonFields?, Action<JsonText>?> change, TimeSpan patience, CancellationToken cancellationToken)
    {
        Patience left = new(patience, cancellationToken);
        using FileStream? held = Hold(left, out StateFault? fault);
        if (fault is { Kind: StateFaultKind.Busy })
        {
            return fault;
        }

        JsonFields? content = Read(out StateFault? unread);
        if (unread is { IsKept: false })
        {
            return unread;
        }

        Action<JsonText>? write;
        try
        {
            write = change(content);
        }
        catch (FormatException e) when (content is not null)
        {
            unread = Damaged(e.Message);
            write = change(null);
        }

        return (fault is null && write is not null ? Write(write, left) : fault) ?? unread;
    }

    /// <summary>A file could not be opened since somebody else holds it.</summary>
    internal static bool IsHeldByOthers(IOException fault) => HeldByOthers.Contains(fault.HResult);

    /// <summary>Takes the lock; where that cannot be, says why. The lock file stays: one that was deleted is no lock.</summary>
    private FileStream? Hold(Patience patience, out StateFault? fault)
    {
        fault = null;
        try
        {
            OwnerOnlyFile.MakeFolder(System.IO.Path.GetDirectoryName(Path)!);
        }
        catch (Exception e) when (IsFileFault(e))
        {
            fault = Unusable(e);
            return null;
        }

        while (true)
        {
            try
            {
                return new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException e) when (IsHeldByOthers(e))
            {
                if (!patience.Wait())
                {
                    fault = new StateFault(StateFaultKind.Busy, "other processes held it for longer than " + patience.Limit.TotalSeconds + " seconds");
                    return null;
                }
            }
            catch (Exception e) when (IsFileFault(e))
            {
                fault = Unusable(e);
                return null;
            }
        }
    }

    private JsonFields? Read(out StateFault? fault)
    {
        fault = null;
        string text;
        try
        {
            FileInfo file = new(Path);
            if (!file.Exists && !Directory.Exists(Path))
            {
                return null;
            }

            if (file.Exists && file.Length > Largest)
            {
                fault = Foreign();
                return null;
            }

            text = File.ReadAllText(Path, Encoding.UTF8);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (IsFileFault(e))
        {
            fault = Unusable(e);
            return null;
        }

        return Parse(text, out fault);
    }

    private JsonFields? Parse(string text, out StateFault? fault)
    {
        fault = null;
        try
        {
            JsonFields file = JsonFields.Parse(text);
            if (file.OptionalText("kind") != _kind)
            {
                fault = Foreign();
                return null;
            }

            int version = file.Number("version");
            if (version > _version)
            {
                fault = new StateFault(StateFaultKind.Newer, "a newer version of DelistTools wrote it");
                return null;
            }

            return version == _version ? file.Object("state") : throw new FormatException("its version is " + version);
        }
        catch (FormatException e)
        {
            // A file that lost its content with the power holds nothing of anybody's. What begins like ours is ours.
            bool isOurs = text.All(c => c is '\0' || char.IsWhiteSpace(c)) || BeginsLikeOurs(text);
            fault = isOurs ? Damaged(e.Message) : Foreign();
            return null;
        }
    }

    private bool BeginsLikeOurs(string text)
    {
        string start = "{\"kind\":\"" + _kind + "\"";
        return string.Concat(text.Take(start.Length * 4).Where(c => !char.IsWhiteSpace(c))).StartsWith(start, StringComparison.Ordinal);
    }

    private StateFault? Write(Action<JsonText> write, Patience patience)
    {
        JsonText text = new();
        text.Object(() =>
        {
            text.Text("kind", _kind);
            text.Number("version", _version);
            text.Object("state", () => write(text));
        });
        while (true)
        {
            try
            {
                // Another file takes its place, for which the rights of this one do not count.
                if (File.Exists(Path) && (File.GetAttributes(Path) & FileAttributes.ReadOnly) != 0)
                {
                    return new StateFault(StateFaultKind.Unusable, "it is read-only");
                }

                OwnerOnlyFile.Replace(Path, text + "\n");
                return null;
            }
            catch (IOException e) when (HeldByOthers.Contains(e.HResult) && patience.Wait())
            {
                // On Windows a scanner or a backup may be reading it just now.
            }
            catch (Exception e) when (IsFileFault(e))
            {
                return Unusable(e);
            }
        }
    }

    private static bool IsFileFault(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or System.Security.SecurityException;

    private static StateFault Damaged(string what) => new(StateFaultKind.Damaged, "it was damaged (" + what + ") and has been begun anew");

    private static StateFault Foreign() => new(StateFaultKind.Foreign, "it is no such file of DelistTools");

    private static StateFault Unusable(Exception exception) => new(StateFaultKind.Unusable, exception.Message.TrimEnd('.'));
}
