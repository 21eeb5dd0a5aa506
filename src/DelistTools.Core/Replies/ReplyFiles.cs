using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using DelistTools.Diagnosis;
using DelistTools.Files;

namespace DelistTools.Replies;

/// <summary>Files of messages, mailboxes and texts, read for operators' answers, which come out as they are found.</summary>
internal sealed class ReplyFiles
{
    private readonly ReplyMessages _messages;
    private readonly Action<Problem> _report;
    private readonly CancellationToken _stopping;
    private readonly FileGuard _guard;

    /// <param name="messages">Reads what is in them.</param>
    /// <param name="report">Told of a file that cannot be read.</param>
    /// <param name="stopping">Ends the reading.</param>
    internal ReplyFiles(ReplyMessages messages, Action<Problem> report, CancellationToken stopping)
    {
        _messages = messages;
        _report = report;
        _stopping = stopping;
        _guard = new FileGuard(report, stopping);
    }

    /// <summary>The answers in a file.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal IEnumerable<DelistingReply> Read(string path) => Directory.Exists(path)
        ? Reject(new Problem("FolderNotRead", path, path))
        : _guard.Guarded(ReadUnguarded(path), path);

    private IEnumerable<DelistingReply> ReadUnguarded(string path)
    {
        using HeadStream file = new(GzipOrPlain.Open(path, _stopping), FileKinds.HeadLength);
        foreach (DelistingReply reply in Read(file, path))
        {
            yield return reply;
        }

        file.Fault?.Throw();
    }

    private IEnumerable<DelistingReply> Read(HeadStream file, string path) => FileKinds.Of(file.Head, file.HeadLength) switch
    {
        FileKind.Empty when file.Fault is not null => Array.Empty<DelistingReply>(),
        FileKind.Empty => Reject(new Problem("FileEmpty", path, path)),
        FileKind.Binary => Reject(new Problem("FileBinary", path, path)),
        FileKind.OutlookMessage => Reject(new Problem("OutlookMessageFile", path, path)),
        FileKind.Mailbox => _messages.ReadMailbox(file, path),
        FileKind.Message => _messages.ReadMessage(file, path),
        _ => ReadText(file, path),
    };

    private IEnumerable<DelistingReply> ReadText(Stream file, string path)
    {
        string text = PlainText.Read(file, out bool isCut);
        if (isCut)
        {
            _report(new Problem("FileTooLong", path, path, PlainText.Longest >> 20));
        }

        return _messages.Read(text, path);
    }

    private IEnumerable<DelistingReply> Reject(Problem problem)
    {
        _report(problem);
        return Array.Empty<DelistingReply>();
    }
}
