using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Pipeline;

namespace DelistTools.Commands;

/// <summary>
/// What the cmdlets that ask a name server share: the resolver, the pump, progress, verbose messages. Which of their
/// parameter sets has the parameters for it is their own business.
/// </summary>
public abstract class NameServerCommand : DelistToolsCmdlet
{
    private static readonly TimeSpan ProgressAfter = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private WorkPump? _pump;
    private IReadOnlyList<IPEndPoint> _candidates = Array.Empty<IPEndPoint>();
    private Lazy<Task<IDnsTransport>>? _transport;
    private bool _isNamed;
    private bool _progressShown;
    private int _started;
    private int _ended;

    private protected NameServerCommand()
    {
    }

    private protected WorkPump Pump => _pump!;

    /// <summary>Writes a verbose message from any thread; null where nobody wants them.</summary>
    private protected Action<string>? Trace { get; private set; }

    /// <summary>How long a question may take.</summary>
    private protected abstract TimeSpan Timeout { get; }

    private protected abstract string Activity { get; }

    /// <summary>What the progress record says besides the number of targets.</summary>
    private protected virtual string ProgressDetail => "";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _pump = new WorkPump(StopToken);
        Trace = IsVerbose() ? text => Pump.Post(() => WriteVerbose(text)) : null;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        WaitBelow(1);
        if (_progressShown)
        {
            WriteProgress(new ProgressRecord(1, Activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    /// <summary>Decides which resolver is asked. Ends the command where there is none.</summary>
    /// <param name="nameServer">The one that the user names; null: the system's.</param>
    private protected void UseNameServer(string? nameServer)
    {
        _isNamed = nameServer is not null;
        _candidates = FindNameServers(nameServer);
        _transport = new Lazy<Task<IDnsTransport>>(OpenTransportAsync);
    }

    private protected Task<IDnsTransport> TransportAsync() => _transport!.Value;

    /// <summary>Starts a piece of work as soon as fewer than <paramref name="window"/> are under way.</summary>
    private protected void StartWork(int window, Func<Task> work)
    {
        WaitBelow(window);
        _started++;
        Pump.Start(async () =>
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            finally
            {
                Interlocked.Increment(ref _ended);
            }
        });
    }

    /// <summary>Hands over what lands until fewer pieces of work than this are under way.</summary>
    private protected void WaitBelow(int limit)
    {
        try
        {
            Pump.DrainUntilBelow(limit, ShowProgress);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void ShowProgress()
    {
        if (_watch.Elapsed < ProgressAfter)
        {
            return;
        }

        _progressShown = true;
        int ended = Volatile.Read(ref _ended);
        string status = ended + " of " + _started + " done" + ProgressDetail;
        WriteProgress(new ProgressRecord(1, Activity, status) { PercentComplete = _started == 0 ? 0 : 100 * ended / _started });
    }

    private IReadOnlyList<IPEndPoint> FindNameServers(string? nameServer)
    {
        if (nameServer is not null)
        {
            IPEndPoint? named = NameServerAddress.TryParse(nameServer);
            if (named is null)
            {
                Fail(new Problem("InvalidNameServer", nameServer, nameServer));
            }

            return new[] { named! };
        }

        IReadOnlyList<IPEndPoint> found = SystemResolver.Discover();
        if (found.Count == 0)
        {
            Fail(new Problem("NoNameServer", "-NameServer"));
        }

        return found;
    }

    private async Task<IDnsTransport> OpenTransportAsync()
    {
        IPEndPoint server = await SystemResolver.FirstAliveAsync(_candidates, Open, StopToken).ConfigureAwait(false);
        Trace?.Invoke("Asking through " + NameServerAddress.Show(server) + (_isNamed ? "." : ", the system's resolver."));
        return Open(server);
    }

    private DnsClientTransport Open(IPEndPoint server) => new(server, Timeout);

    private bool IsVerbose()
    {
        if (MyInvocation.BoundParameters.TryGetValue("Verbose", out object? bound))
        {
            return bound is SwitchParameter { IsPresent: true };
        }

        return GetVariableValue("VerbosePreference") is ActionPreference preference
            && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }
}
