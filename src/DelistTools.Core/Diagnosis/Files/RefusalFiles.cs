using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using DelistTools.Files;

namespace DelistTools.Diagnosis;

/// <summary>
/// Files of all kinds, read for the refusals that they hold, which come out as they are found. What is wrong with one file
/// is told, and takes nothing from the others.
/// </summary>
internal sealed class RefusalFiles
{
    private static readonly string[] MaildirFolders = { "new", "cur" };

    private readonly RefusalDiagnosis _diagnosis;
    private readonly BounceMessages _messages = new();
    private readonly Action<Problem> _report;
    private readonly Action<string> _explain;
    private readonly CancellationToken _stopping;
    private readonly FileGuard _guard;

    /// <param name="diagnosis">Says what refusals mean.</param>
    /// <param name="report">Told of a file that cannot be read.</param>
    /// <param name="explain">Told why a file, or a message in it, holds no refusal.</param>
    /// <param name="stopping">Ends the reading.</param>
    internal RefusalFiles(RefusalDiagnosis diagnosis, Action<Problem> report, Action<string> explain, CancellationToken stopping)
    {
        _diagnosis = diagnosis;
        _report = report;
        _explain = explain;
        _stopping = stopping;
        _guard = new FileGuard(report, stopping);
    }

    /// <summary>The refusals in a file, or in those of a folder: of a Maildir (new and cur), or else those right in it.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal IEnumerable<MailRefusal> Read(string path) => Directory.Exists(path) ? ReadFolder(path) : ReadFile(path);

    /// <summary>The refusals in a log, and those that are added to it from now on, through its rotations, until the caller gives up.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal IEnumerable<MailRefusal> Follow(string path)
    {
        if (Directory.Exists(path))
        {
            return Reject(new Problem("FolderNotFollowed", path, path));
        }

        return _guard.Guarded(FollowUnguarded(path), path);
    }

    private IEnumerable<MailRefusal> FollowUnguarded(string path)
    {
        if (File.Exists(path))
        {
            using FileStream file = GzipOrPlain.OpenShared(path, _stopping);
            using HeadStream head = new(file, FileKinds.HeadLength);

            // What is not told by its beginning may be a log that has none yet.
            if (FileKinds.Of(head.Head, head.HeadLength) is not (FileKind.Log or FileKind.Text or FileKind.Empty))
            {
                _report(new Problem("FileNotFollowed", path, path));
                yield break;
            }
        }

        foreach (MailRefusal refusal in _diagnosis.Diagnose(new LogFollower().Follow(path, _stopping), path, _stopping))
        {
            yield return refusal;
        }
    }

    private static IEnumerable<string> FilesOf(string folder)
    {
        string[] parts = MaildirFolders.Select(f => Path.Combine(folder, f)).ToArray();
        return (parts.All(Directory.Exists) ? parts : new[] { folder }).SelectMany(Directory.EnumerateFiles).OrderBy(f => f, StringComparer.Ordinal);
    }

    private IEnumerable<MailRefusal> ReadFolder(string path)
    {
        bool any = false;
        foreach (string file in _guard.Guarded(FilesOf(path), path))
        {
            any = true;
            foreach (MailRefusal refusal in ReadFile(file))
            {
                yield return refusal;
            }
        }

        if (!any)
        {
            _explain("'" + path + "': there are no files in the folder. Folders in it are not looked into, other than those of a Maildir.");
        }
    }

    private IEnumerable<MailRefusal> ReadFile(string path) => _guard.Guarded(ReadUnguarded(path), path);

    private IEnumerable<MailRefusal> ReadUnguarded(string path)
    {
        using Stream file = GzipOrPlain.Open(path, _stopping);
        foreach (MailRefusal refusal in Read(file, path))
        {
            yield return refusal;
        }
    }

    /// <summary>The refusals in the content of a file.</summary>
    /// <param name="file">The content, its compression taken off; it is closed in the end.</param>
    /// <param name="path">By what name it is spoken of.</param>
    /// <exception cref="IOException">It cannot be read to its end.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal IEnumerable<MailRefusal> Read(Stream file, string path)
    {
        using HeadStream whole = new(file, FileKinds.HeadLength);
        IEnumerable<MailRefusal> refusals = FileKinds.Of(whole.Head, whole.HeadLength) switch
        {
            FileKind.Empty when whole.Fault is not null => Array.Empty<MailRefusal>(),
            FileKind.Empty => Reject(new Problem("FileEmpty", path, path)),
            FileKind.Binary => Reject(new Problem("FileBinary", path, path)),
            FileKind.OutlookMessage => Reject(new Problem("OutlookMessageFile", path, path)),
            FileKind.Log => ReadLog(whole, path),
            FileKind.Mailbox => _messages.FindInMailbox(whole, _stopping).SelectMany(m => Diagnose(m, path)),
            FileKind.Message => Diagnose(_messages.Find(whole, _stopping), path),
            _ => ReadText(whole, path),
        };
        foreach (MailRefusal refusal in refusals)
        {
            yield return refusal;
        }

        whole.Fault?.Throw();
    }

    private IEnumerable<MailRefusal> ReadLog(Stream log, string path)
    {
        bool any = false;
        IEnumerable<FoundRefusal> found = ReadAhead.Of(ending => new LogRefusals().Read(log, ending), _stopping);
        foreach (MailRefusal refusal in _diagnosis.Diagnose(found, path, _stopping))
        {
            any = true;
            yield return refusal;
        }

        if (!any)
        {
            _explain("'" + path + "': the log holds no refusal by another server.");
        }
    }

    private IEnumerable<MailRefusal> ReadText(Stream stream, string path)
    {
        string text = PlainText.Read(stream, out bool isCut);
        if (isCut)
        {
            _report(new Problem("FileTooLong", path, path, PlainText.Longest >> 20));
        }

        IReadOnlyList<MailRefusal> refusals = _diagnosis.Read(text, path, _stopping);
        if (refusals.Count == 0)
        {
            _explain("'" + path + "': neither a bounce nor a log of a mail server that is known, and no reply with a code from 400 to 599 in it.");
        }

        return refusals;
    }

    private IEnumerable<MailRefusal> Diagnose(MessageFindings message, string path)
    {
        if (message.Refusals.Count == 0)
        {
            _explain("'" + path + "'" + (message.Subject is null ? "" : ", '" + message.Subject + "'") + ": " + message.Reason);
        }

        return _diagnosis.Diagnose(message.Refusals, path, _stopping);
    }

    private IEnumerable<MailRefusal> Reject(Problem problem)
    {
        _report(problem);
        return Array.Empty<MailRefusal>();
    }
}
