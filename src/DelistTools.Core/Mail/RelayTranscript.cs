using System;
using System.Collections.Generic;
using System.Text;
using MailKit;

namespace DelistTools.Mail;

/// <summary>Writes down what the library says and hears, in lines, with the secrets of a log-in left out.</summary>
internal sealed class RelayTranscript : IProtocolLogger
{
    private readonly TranscriptRecorder _transcript;
    private readonly StringBuilder _sent = new();
    private readonly StringBuilder _received = new();
    private bool _inMessage;

    internal RelayTranscript(TranscriptRecorder transcript) => _transcript = transcript;

    /// <summary>The stage that the last command began.</summary>
    internal SmtpStage Stage { get; private set; } = SmtpStage.Connect;

    /// <inheritdoc/>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <inheritdoc/>
    public void LogConnect(Uri uri) => _transcript.Add(SmtpStage.Connect, TranscriptDirection.Note, "Connected to " + uri.Host + " port " + uri.Port);

    /// <inheritdoc/>
    public void LogClient(byte[] buffer, int offset, int count)
    {
        byte[] shown = new byte[count];
        Buffer.BlockCopy(buffer, offset, shown, 0, count);
        foreach (AuthenticationSecret secret in AuthenticationSecretDetector?.DetectSecrets(buffer, offset, count) ?? new List<AuthenticationSecret>())
        {
            for (int i = 0; i < secret.Length; i++)
            {
                shown[secret.StartIndex - offset + i] = (byte)'*';
            }
        }

        Take(_sent, Encoding.UTF8.GetString(shown), line =>
        {
            if (_inMessage)
            {
                _inMessage = line != ".";
                return;
            }

            Stage = StageWords.Find(line) ?? Stage;
            _transcript.Add(Stage, TranscriptDirection.Sent, line);
            _inMessage = line.Equals("DATA", StringComparison.OrdinalIgnoreCase);
        });
    }

    /// <inheritdoc/>
    public void LogServer(byte[] buffer, int offset, int count) =>
        Take(_received, Encoding.UTF8.GetString(buffer, offset, count), line => _transcript.Add(Stage, TranscriptDirection.Received, line));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static void Take(StringBuilder rest, string text, Action<string> each)
    {
        rest.Append(text);
        string all = rest.ToString();
        int start = 0;
        for (int end = all.IndexOf('\n'); end >= 0; end = all.IndexOf('\n', start))
        {
            each(all.Substring(start, end - start).TrimEnd('\r'));
            start = end + 1;
        }

        rest.Clear();
        rest.Append(all, start, all.Length - start);
    }
}
