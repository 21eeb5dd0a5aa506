using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using DelistTools.Tests.BuiltModule;
using Xunit;

namespace DelistTools.Tests.Examples;

/// <summary>
/// Rules of PSScriptAnalyzer, whose warnings end the workflow's last job. It is no package of the tests, so those that our
/// scripts have met are written out here; their names are its own.
/// </summary>
public sealed class ScriptRuleTests
{
    private static readonly string[] StateChanging = ["New", "Set", "Remove", "Start", "Stop", "Restart", "Reset", "Update"];

    private static readonly string[] Automatic =
    [
        "_", "AllNodes", "Args", "ConsoleFileName", "Error", "Event", "EventArgs", "EventSubscriber", "ExecutionContext", "False", "ForEach", "Home", "Host",
        "Input", "IsCoreCLR", "IsLinux", "IsMacOS", "IsWindows", "Matches", "MyInvocation", "NestedPromptLevel", "PID", "Profile", "PSBoundParameters",
        "PSCmdlet", "PSCommandPath", "PSCulture", "PSDebugContext", "PSEdition", "PSHome", "PSItem", "PSScriptRoot", "PSSenderInfo", "PSUICulture",
        "PSVersionTable", "Pwd", "Sender", "ShellId", "StackTrace", "Switch", "This", "True",
    ];

    private static readonly string[] Secrets = ["Password", "Passphrase", "Cred"];

    private static readonly HashSet<string> Aliases = new(
        InitialSessionState.CreateDefault2().Commands.OfType<SessionStateAliasEntry>().Select(a => a.Name), StringComparer.OrdinalIgnoreCase);

    public static TheoryData<string> Scripts => [.. new[] { "docs", "module" }
        .SelectMany(f => Directory.GetFiles(Path.Combine(Repository.Root, f), "*.ps*1", SearchOption.AllDirectories))
        .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/')).Append("build.ps1").Append("tests/Test-BuiltModule.ps1")
        .Where(f => Path.GetExtension(f) is ".ps1" or ".psm1" or ".psd1").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_ThatTheWorkflowAnalyzes_KeepsItsRules(string name)
    {
        ScriptBlockAst script = Parser.ParseFile(Path.Combine(Repository.Root, name), out _, out ParseError[] errors);
        Assert.Empty(errors);
        Assert.Empty(Faults(script).Select(f => f.At.StartLineNumber + ": " + f.Rule + ": " + f.At.Text));
    }

    private static IEnumerable<(string Rule, IScriptExtent At)> Faults(ScriptBlockAst script)
    {
        foreach (FunctionDefinitionAst function in All<FunctionDefinitionAst>(script, true))
        {
            string verb = function.Name.Split('-')[0];
            if (StateChanging.Contains(verb, StringComparer.OrdinalIgnoreCase) && !function.Extent.Text.Contains("SupportsShouldProcess", StringComparison.OrdinalIgnoreCase))
            {
                yield return ("PSUseShouldProcessForStateChangingFunctions", function.Extent);
            }

            if (!ApprovedVerbs.Contains(verb))
            {
                yield return ("PSUseApprovedVerbs", function.Extent);
            }
        }

        foreach (VariableExpressionAst variable in All<AssignmentStatementAst>(script, true).SelectMany(Assigned)
            .Concat(All<ParameterAst>(script, true).Select(p => p.Name)).Concat(All<ForEachStatementAst>(script, true).Select(f => f.Variable))
            .Where(v => Automatic.Contains(v.VariablePath.UserPath, StringComparer.OrdinalIgnoreCase)))
        {
            yield return ("PSAvoidAssignmentToAutomaticVariable", variable.Extent);
        }

        foreach (CommandAst command in All<CommandAst>(script, true).Where(c => c.GetCommandName() is string n && Aliases.Contains(n)))
        {
            yield return ("PSAvoidUsingCmdletAliases", command.Extent);
        }

        foreach (CommandAst command in All<CommandAst>(script, true).Where(c => c.GetCommandName() is "Write-Host" or "Invoke-Expression"))
        {
            yield return ("PSAvoidUsing" + command.GetCommandName(), command.Extent);
        }

        foreach (BinaryExpressionAst comparison in All<BinaryExpressionAst>(script, true).Where(b => b.Right.Extent.Text == "$null"))
        {
            yield return ("PSPossibleIncorrectComparisonWithNull", comparison.Extent);
        }

        foreach (CatchClauseAst caught in All<CatchClauseAst>(script, true).Where(c => c.Body.Statements.Count == 0))
        {
            yield return ("PSAvoidUsingEmptyCatchBlock", caught.Extent);
        }

        foreach (ScriptBlockAst block in All<ScriptBlockAst>(script, true))
        {
            string[] used = [.. All<VariableExpressionAst>(block, false).Select(v => v.VariablePath.UserPath)];
            foreach (ParameterAst parameter in block.ParamBlock?.Parameters ?? [])
            {
                string variable = parameter.Name.VariablePath.UserPath;
                if (used.Count(u => u.Equals(variable, StringComparison.OrdinalIgnoreCase)) < 2)
                {
                    yield return ("PSReviewUnusedParameter", parameter.Extent);
                }

                if (parameter.StaticType == typeof(string) && Secrets.Any(s => variable.Contains(s, StringComparison.OrdinalIgnoreCase))
                    && !block.ParamBlock!.Attributes.Any(a => a.Extent.Text.Contains("'PSAvoidUsingPlainTextForPassword', '" + variable + "'", StringComparison.Ordinal)))
                {
                    yield return ("PSAvoidUsingPlainTextForPassword", parameter.Extent);
                }
            }

            VariableExpressionAst[] targets = [.. All<AssignmentStatementAst>(block, false).SelectMany(Assigned)];
            string[] read = [.. All<VariableExpressionAst>(block, true).Except(targets).Select(v => v.VariablePath.UserPath)];
            foreach (VariableExpressionAst target in targets.Where(t => !t.VariablePath.IsDriveQualified && !t.VariablePath.IsGlobal
                && !t.VariablePath.UserPath.EndsWith("Preference", StringComparison.Ordinal) && t.VariablePath.UserPath != "null"
                && !read.Contains(t.VariablePath.UserPath, StringComparer.OrdinalIgnoreCase)))
            {
                yield return ("PSUseDeclaredVarsMoreThanAssignments", target.Extent);
            }
        }
    }

    private static readonly HashSet<string> ApprovedVerbs = new(
        typeof(VerbsCommon).Assembly.GetTypes().Where(t => t.IsPublic && t.Name.StartsWith("Verbs", StringComparison.Ordinal)).SelectMany(t => t.GetFields()).Select(f => (string)f.GetRawConstantValue()!),
        StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<VariableExpressionAst> Assigned(AssignmentStatementAst assignment) => assignment.Left switch
    {
        VariableExpressionAst variable => [variable],
        ConvertExpressionAst { Child: VariableExpressionAst variable } => [variable],
        ArrayLiteralAst several => several.Elements.OfType<VariableExpressionAst>(),
        _ => [],
    };

    private static IEnumerable<T> All<T>(Ast ast, bool nested)
        where T : Ast => ast.FindAll(a => a is T, nested).Cast<T>();
}
