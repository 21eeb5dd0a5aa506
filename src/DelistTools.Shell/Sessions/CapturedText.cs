namespace DelistTools.Shell.Sessions;

/// <summary>What a script wrote, stream by stream, as a user would have read it.</summary>
/// <param name="State">How the script ended.</param>
/// <param name="Output">Results as the engine formats them, with host and information text.</param>
/// <param name="Error">Errors.</param>
/// <param name="Warning">Warnings, with their label.</param>
/// <param name="Verbose">Verbose messages, with their label.</param>
/// <param name="Debug">Debug messages, with their label.</param>
/// <param name="All">All of it in the order in which it was written.</param>
internal sealed record CapturedText(
    RunState State, string Output, string Error, string Warning, string Verbose, string Debug, string All);
