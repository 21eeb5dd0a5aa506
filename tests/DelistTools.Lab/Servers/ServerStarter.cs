using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// Starts a server on free loopback ports and waits until it answers; takes other ports if somebody was quicker.
/// </summary>
internal static class ServerStarter
{
    private const int Ports = 5;
    internal static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(4);

    /// <summary>Starts a DNS server.</summary>
    /// <param name="program">The program's name.</param>
    /// <param name="folder">The folder to start it in and to write its output to.</param>
    /// <param name="argumentsFor">The arguments, given the port to listen on; may write a configuration.</param>
    /// <param name="readyName">
    /// A name for which only this very instance has an address: another server that holds the port cannot be taken
    /// for ours.
    /// </param>
    /// <param name="cancellationToken">Ends the attempt; what was started is stopped.</param>
    /// <returns>The running server and its port.</returns>
    /// <exception cref="LabServerMissingException">The program is not installed.</exception>
    /// <exception cref="LabServerFailedException">It ended, or did not answer in 15 seconds.</exception>
    public static async Task<(ServerProcess Process, int Port)> StartAsync(
        string program,
        string folder,
        Func<int, IEnumerable<string>> argumentsFor,
        string readyName,
        CancellationToken cancellationToken)
    {
        var (process, ports) = await StartAsync(
            program,
            folder,
            1,
            ports => argumentsFor(ports[0]),
            (process, ports, token) => AnswersAsync(process, ports[0], readyName, token),
            cancellationToken).ConfigureAwait(false);
        return (process, ports[0]);
    }

    /// <summary>Starts a server that listens on several ports.</summary>
    /// <param name="program">The program's name.</param>
    /// <param name="folder">The folder to start it in and to write its output to.</param>
    /// <param name="ports">How many ports it takes.</param>
    /// <param name="argumentsFor">The arguments, given the ports to listen on; may write a configuration.</param>
    /// <param name="answers">Waits until the server answers (true) or has ended (false).</param>
    /// <param name="cancellationToken">Ends the attempt; what was started is stopped.</param>
    /// <inheritdoc cref="StartAsync(string, string, Func{int, IEnumerable{string}}, string, CancellationToken)"/>
    public static async Task<(ServerProcess Process, IReadOnlyList<int> Ports)> StartAsync(
        string program,
        string folder,
        int ports,
        Func<IReadOnlyList<int>, IEnumerable<string>> argumentsFor,
        Func<ServerProcess, IReadOnlyList<int>, CancellationToken, Task<bool>> answers,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var free = LoopbackPort.FindFree(ports);
            var process = ServerProcess.Start(program, argumentsFor(free), folder);
            try
            {
                if (await answers(process, free, cancellationToken).ConfigureAwait(false))
                {
                    return (process, free);
                }

                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                var portTaken = process.Output.Contains("already in use", StringComparison.OrdinalIgnoreCase);
                if (!portTaken || attempt == Ports)
                {
                    throw new LabServerFailedException(program, "ended before it answered", process.Output);
                }
            }
            catch
            {
                await process.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            await process.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Asks until there is an answer (true) or the program has ended (false).</summary>
    private static async Task<bool> AnswersAsync(
        ServerProcess process, int port, string readyName, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), limit.Token).ConfigureAwait(false);

        var question = DnsQuestionWriter.Write(id: 0x1ab, readyName, DnsRecordType.A);
        var answer = new byte[512];
        try
        {
            while (!process.HasExited)
            {
                try
                {
                    while (socket.Poll(TimeSpan.Zero, SelectMode.SelectRead))
                    {
                        var length = socket.Receive(answer);
                        if (IsPositive(answer.AsSpan(0, length), question))
                        {
                            return true;
                        }
                    }

                    await socket.SendAsync(question, limit.Token).ConfigureAwait(false);
                }
                catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
                {
                    // Port unreachable: it does not listen yet.
                }

                await Task.Delay(BetweenQuestions, limit.Token).ConfigureAwait(false);
            }

            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LabServerFailedException(
                process.Program, $"runs and did not answer on 127.0.0.1:{port} in {TimeLimit.TotalSeconds} s", process.Output);
        }
    }

    private static bool IsPositive(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> question) =>
        answer.Length > question.Length
        && answer[..2].SequenceEqual(question[..2])
        && (answer[3] & 0x0f) == (int)DnsResponseCode.NoError
        && (answer[6] | answer[7]) != 0;
}
