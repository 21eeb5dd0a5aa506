namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>
/// Something in a page that the laboratory has under another name. It is put into the code before it runs, and taken back
/// out of what was printed.
/// </summary>
/// <param name="Page">The cmdlet; <c>*</c>: every page.</param>
/// <param name="Written">As the page has it.</param>
/// <param name="Run">What is run instead; a word in braces is a place of the world: see <see cref="ExampleWorld.Places"/>.</param>
/// <param name="Reason">Why it cannot run as it stands.</param>
internal sealed record Substitution(string Page, string Written, string Run, string Reason);
