using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using DelistTools.Diagnosis;
using DelistTools.Replies;

namespace DelistTools.Commands;

/// <summary>Says of the mail by which an operator answers a request for removal what it means, and what to do now.</summary>
[Cmdlet(VerbsData.ConvertFrom, "DelistingReply", DefaultParameterSetName = TextSet,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/ConvertFrom-DelistingReply.md")]
[OutputType(typeof(DelistingReply))]
public sealed class ConvertFromDelistingReplyCommand : DelistToolsCmdlet
{
    private const string TextSet = "Text";

    private const string PathSet = "Path";

    private const string LiteralPathSet = "LiteralPath";

    private readonly TextGatherer _gatherer = new();
    private ReplyMessages? _messages;
    private ReplyFiles? _files;

    /// <summary>Answers, or files of them. Lines that come one by one are put together; a text with line breaks is by itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = TextSet)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object[] InputObject { get; set; } = Array.Empty<object>();

    /// <summary>Files of messages, mailboxes or texts, with wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = Array.Empty<string>();

    /// <summary>The same, taken as they are written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = Array.Empty<string>();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _messages = new ReplyMessages(new ReplyDiagnosis(LoadReplies(), LoadSignatures), StopToken);
        _files = new ReplyFiles(_messages, WriteProblem, StopToken);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == TextSet)
        {
            foreach (object item in InputObject)
            {
                Take(item is PSObject wrapped ? wrapped.BaseObject : item);
            }

            return;
        }

        bool isLiteral = ParameterSetName == LiteralPathSet;
        foreach (string path in isLiteral ? LiteralPath : Path)
        {
            foreach (string file in FilePaths.Resolve(SessionState, path, isLiteral, WriteProblem))
            {
                Write(_files!.Read(file));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteRest();

    private void Take(object? item)
    {
        if (item is FileInfo file)
        {
            WriteRest();
            Write(_files!.Read(file.FullName));
            return;
        }

        foreach (string text in _gatherer.Add(LanguagePrimitives.ConvertTo<string>(item) ?? ""))
        {
            Write(_messages!.Read(text));
        }
    }

    /// <summary>The lines that came one by one are a text when something else comes, or nothing more.</summary>
    private void WriteRest()
    {
        if (_gatherer.Rest() is string rest)
        {
            Write(_messages!.Read(rest));
        }
    }

    private void Write(IEnumerable<DelistingReply> replies)
    {
        try
        {
            foreach (DelistingReply reply in replies)
            {
                WriteObject(reply);
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
