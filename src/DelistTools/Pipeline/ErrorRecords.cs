using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Resources;

namespace DelistTools.Commands;

/// <summary>Makes error records. The id of an error is the name of its message among the resources.</summary>
internal static class ErrorRecords
{
    private static readonly ResourceManager Messages = new("DelistTools.Strings", typeof(ErrorRecords).Assembly);

    private static readonly Dictionary<string, ErrorCategory> Categories = new(StringComparer.Ordinal)
    {
        ["AccountKeyInName"] = ErrorCategory.SecurityError,
        ["AddressNotPublic"] = ErrorCategory.InvalidArgument,
        ["ArgumentNotPlain"] = ErrorCategory.InvalidArgument,
        ["BlocklistClosed"] = ErrorCategory.ResourceUnavailable,
        ["BlocklistKeyRequired"] = ErrorCategory.AuthenticationError,
        ["BlocklistPrivate"] = ErrorCategory.ResourceUnavailable,
        ["BlocklistTakesNoKey"] = ErrorCategory.InvalidArgument,
        ["BlocklistWithoutZone"] = ErrorCategory.ResourceUnavailable,
        ["CaseAlreadyOpen"] = ErrorCategory.ResourceExists,
        ["CaseChangeMissing"] = ErrorCategory.InvalidArgument,
        ["CaseFileExists"] = ErrorCategory.ResourceExists,
        ["CaseFileNotRead"] = ErrorCategory.ReadError,
        ["CaseFileNotWritten"] = ErrorCategory.WriteError,
        ["CaseHasNothingToSend"] = ErrorCategory.InvalidOperation,
        ["CaseLineInvalid"] = ErrorCategory.InvalidData,
        ["CaseNotFound"] = ErrorCategory.ObjectNotFound,
        ["CaseNotPossible"] = ErrorCategory.OperationStopped,
        ["CaseNotWorthIt"] = ErrorCategory.OperationStopped,
        ["CaseStepNotFound"] = ErrorCategory.ObjectNotFound,
        ["CatalogInvalid"] = ErrorCategory.InvalidData,
        ["CatalogOverlayInvalid"] = ErrorCategory.InvalidData,
        ["ContactMailInvalid"] = ErrorCategory.InvalidArgument,
        ["DkimKeyMissing"] = ErrorCategory.InvalidArgument,
        ["DkimKeyNotRead"] = ErrorCategory.InvalidData,
        ["DkimSelectorInvalid"] = ErrorCategory.InvalidArgument,
        ["DkimSelectorMissing"] = ErrorCategory.InvalidArgument,
        ["DomainTakesNoMail"] = ErrorCategory.ResourceUnavailable,
        ["DraftEmpty"] = ErrorCategory.InvalidData,
        ["DraftHasNoAddress"] = ErrorCategory.InvalidData,
        ["DraftHasPlaceholders"] = ErrorCategory.InvalidData,
        ["DraftIsForm"] = ErrorCategory.InvalidOperation,
        ["DraftNotTaken"] = ErrorCategory.ConnectionError,
        ["DraftNotWaitedFor"] = ErrorCategory.InvalidOperation,
        ["DraftNothingToWrite"] = ErrorCategory.ObjectNotFound,
        ["DraftPaceNotKept"] = ErrorCategory.WriteError,
        ["DraftPerhapsSent"] = ErrorCategory.ConnectionError,
        ["DraftSentNotNoted"] = ErrorCategory.WriteError,
        ["DraftStepNotFound"] = ErrorCategory.ObjectNotFound,
        ["DraftStepWithoutText"] = ErrorCategory.InvalidOperation,
        ["DraftTooSoon"] = ErrorCategory.LimitsExceeded,
        ["DraftValueUnknown"] = ErrorCategory.InvalidArgument,
        ["FileBinary"] = ErrorCategory.InvalidData,
        ["FileEmpty"] = ErrorCategory.InvalidData,
        ["FileNotFollowed"] = ErrorCategory.InvalidData,
        ["FileNotRead"] = ErrorCategory.ReadError,
        ["FileTooLong"] = ErrorCategory.LimitsExceeded,
        ["FolderNotFollowed"] = ErrorCategory.InvalidArgument,
        ["FolderNotRead"] = ErrorCategory.InvalidArgument,
        ["FollowsOneLog"] = ErrorCategory.InvalidArgument,
        ["HelloNameInvalid"] = ErrorCategory.InvalidArgument,
        ["HostLookupFailed"] = ErrorCategory.ConnectionError,
        ["HostNotFound"] = ErrorCategory.ObjectNotFound,
        ["ImapCertificateInvalid"] = ErrorCategory.SecurityError,
        ["ImapConnectFailed"] = ErrorCategory.ConnectionError,
        ["ImapFoldersClosed"] = ErrorCategory.PermissionDenied,
        ["ImapLoginFailed"] = ErrorCategory.AuthenticationError,
        ["ImapPlaintextRefused"] = ErrorCategory.SecurityError,
        ["InvalidAddress"] = ErrorCategory.InvalidArgument,
        ["InvalidDraftInput"] = ErrorCategory.InvalidType,
        ["InvalidFinding"] = ErrorCategory.InvalidType,
        ["InvalidKey"] = ErrorCategory.InvalidArgument,
        ["InvalidMailDomain"] = ErrorCategory.InvalidArgument,
        ["InvalidMailExchanger"] = ErrorCategory.InvalidArgument,
        ["InvalidMailServer"] = ErrorCategory.InvalidArgument,
        ["InvalidMessageId"] = ErrorCategory.InvalidArgument,
        ["InvalidNameServer"] = ErrorCategory.InvalidArgument,
        ["InvalidZone"] = ErrorCategory.InvalidArgument,
        ["KeyFileInvalid"] = ErrorCategory.InvalidData,
        ["KeyFileNotWritten"] = ErrorCategory.WriteError,
        ["KeyInOverlay"] = ErrorCategory.InvalidOperation,
        ["KeyNotFound"] = ErrorCategory.ObjectNotFound,
        ["LocalAddressInvalid"] = ErrorCategory.InvalidArgument,
        ["MailDomainNotFound"] = ErrorCategory.ObjectNotFound,
        ["MailServerInvalid"] = ErrorCategory.InvalidArgument,
        ["MxLookupFailed"] = ErrorCategory.ConnectionError,
        ["NameServerUnreachable"] = ErrorCategory.ConnectionError,
        ["NoHelloName"] = ErrorCategory.ResourceUnavailable,
        ["NoNameServer"] = ErrorCategory.ResourceUnavailable,
        ["NoSenderToTest"] = ErrorCategory.InvalidArgument,
        ["NoRefusalFound"] = ErrorCategory.InvalidData,
        ["NothingToAsk"] = ErrorCategory.InvalidArgument,
        ["OneDraftOnly"] = ErrorCategory.LimitsExceeded,
        ["OneProbeOnly"] = ErrorCategory.LimitsExceeded,
        ["OutlookMessageFile"] = ErrorCategory.InvalidData,
        ["PageNotOpened"] = ErrorCategory.ResourceUnavailable,
        ["PathNotFound"] = ErrorCategory.ObjectNotFound,
        ["PathNotInFileSystem"] = ErrorCategory.InvalidArgument,
        ["ProbePaceNotKept"] = ErrorCategory.WriteError,
        ["ProbeStageInvalid"] = ErrorCategory.InvalidArgument,
        ["ProbeTooSoon"] = ErrorCategory.LimitsExceeded,
        ["RangeTooWide"] = ErrorCategory.LimitsExceeded,
        ["RecipientInvalid"] = ErrorCategory.InvalidArgument,
        ["RelayCertificateInvalid"] = ErrorCategory.SecurityError,
        ["RelayLoginFailed"] = ErrorCategory.AuthenticationError,
        ["RelayTlsFailed"] = ErrorCategory.ConnectionError,
        ["RelayTlsMissing"] = ErrorCategory.SecurityError,
        ["ReplyMatchesNoCase"] = ErrorCategory.ObjectNotFound,
        ["ReplyMatchesSeveralCases"] = ErrorCategory.InvalidArgument,
        ["ReservedAddress"] = ErrorCategory.InvalidArgument,
        ["ReversedListName"] = ErrorCategory.InvalidArgument,
        ["RouteHasNoPage"] = ErrorCategory.ObjectNotFound,
        ["SenderAddressInvalid"] = ErrorCategory.InvalidArgument,
        ["SenderDomainNotFound"] = ErrorCategory.ObjectNotFound,
        ["SenderDomainReserved"] = ErrorCategory.InvalidArgument,
        ["SenderDomainTakesNoMail"] = ErrorCategory.InvalidArgument,
        ["SenderInvalid"] = ErrorCategory.InvalidArgument,
        ["SendingAddressInvalid"] = ErrorCategory.InvalidArgument,
        ["StoreDamaged"] = ErrorCategory.InvalidData,
        ["StoreFailed"] = ErrorCategory.WriteError,
        ["StoreForeign"] = ErrorCategory.InvalidData,
        ["StoreFull"] = ErrorCategory.LimitsExceeded,
        ["StoreLibraryMissing"] = ErrorCategory.NotInstalled,
        ["StoreLocked"] = ErrorCategory.ResourceBusy,
        ["StoreNewer"] = ErrorCategory.InvalidOperation,
        ["StoreNotOpened"] = ErrorCategory.OpenError,
        ["StorePathRelative"] = ErrorCategory.InvalidArgument,
        ["StoreReadOnly"] = ErrorCategory.PermissionDenied,
        ["UnknownBlocklist"] = ErrorCategory.ObjectNotFound,
        ["UnknownMailProvider"] = ErrorCategory.ObjectNotFound,
        ["WaitNeedsAddress"] = ErrorCategory.InvalidArgument,
        ["WaitProbeElsewhere"] = ErrorCategory.InvalidArgument,
        ["WaitProbeIncomplete"] = ErrorCategory.InvalidArgument,
        ["WatchIntervalTooShort"] = ErrorCategory.InvalidArgument,
        ["WatchNeedsAddress"] = ErrorCategory.InvalidArgument,
        ["WatchRoundFailed"] = ErrorCategory.ConnectionError,
        ["WatchTooMany"] = ErrorCategory.LimitsExceeded,
        ["WebsiteInvalid"] = ErrorCategory.InvalidArgument,
    };

    internal static IEnumerable<string> Ids => Categories.Keys;

    internal static ErrorRecord Of(Problem problem, Exception? cause = null) => new(
        new DelistToolsException(Message(problem.Id, problem.Arguments.ToArray()), cause),
        problem.Id,
        Categories[problem.Id],
        problem.Target);

    /// <summary>A message of the resources; arguments are cleaned, since some came from the network or a paste.</summary>
    internal static string Message(string id, params object[] arguments)
    {
        string format = Messages.GetString(id, CultureInfo.InvariantCulture)
            ?? throw new InvalidOperationException("There is no message '" + id + "'.");
        object[] clean = arguments.Select(a => a is string text ? NetworkText.Clean(text) : a).ToArray();
        return string.Format(CultureInfo.InvariantCulture, format, clean);
    }
}
