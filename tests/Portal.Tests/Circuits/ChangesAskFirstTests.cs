using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Xunit;

namespace Portal.Tests.Circuits;

/// <summary>Whatever changes something from an open page asks for the right first, by way of the database.</summary>
public sealed partial class ChangesAskFirstTests
{
    private static readonly Assembly Portal = typeof(PortalUrls).Assembly;

    // Forms of a page that is rendered once are requests of their own; the routes' policies decide.
    [Fact]
    public void Components_WithUseCases_AlsoAskForRights()
    {
        var silent = Portal.GetTypes()
            .Where(type => FollowedPages.IsComponent(type) || type.Name.EndsWith("Changes", StringComparison.Ordinal))
            .Where(type => !type.IsDefined(typeof(ExcludeFromInteractiveRoutingAttribute)))
            .Where(type => FollowedPages.Needs(type).Any(ChangesSomething))
            .Where(type => !FollowedPages.Needs(type).Any(need => need == typeof(StoreRights) || need == typeof(IAuthorizationService)))
            .Where(type => !Source(type).Contains("<FormDialog", StringComparison.Ordinal))
            .Select(type => type.Name);

        Assert.Empty(silent);
    }

    // In the source each call of a use case comes after a question in the same method, or in one that is called from there.
    [Fact]
    public void Handlers_ThatCallUseCases_AskBefore()
    {
        var silent = new List<string>();
        foreach (var type in Portal.GetTypes().Where(type => FollowedPages.IsComponent(type)
            || type.Name.EndsWith("Changes", StringComparison.Ordinal)))
        {
            if (type.IsDefined(typeof(ExcludeFromInteractiveRoutingAttribute)) || !FollowedPages.Needs(type).Any(ChangesSomething))
                continue;

            var source = Source(type);
            var asking = Methods().Matches(source).Where(method => Questions().IsMatch(method.Value))
                .Select(method => method.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
            silent.AddRange(Methods().Matches(source)
                .Where(method => Calls().IsMatch(method.Value) && !Questions().IsMatch(method.Value))
                .Select(method => method.Groups["name"].Value)
                .Where(name => !IsCalledByAsking(source, name, asking) && !IsSavedByDialog(source, name))
                .Select(name => $"{type.Name}.{name}"));
        }

        Assert.Empty(silent);
    }

    private static bool IsCalledByAsking(string source, string name, HashSet<string> asking)
    {
        var callers = Methods().Matches(source).Where(method => method.Groups["name"].Value != name
            && method.Value.Contains(name + "(", StringComparison.Ordinal)).ToList();
        return callers.Count > 0 && callers.TrueForAll(caller => asking.Contains(caller.Groups["name"].Value));
    }

    // The dialog of forms asks before it saves; a test of its own holds it to that.
    private static bool IsSavedByDialog(string source, string name) =>
        source.Contains("<FormDialog", StringComparison.Ordinal) && source.Contains($"Save=\"{name}\"", StringComparison.Ordinal);

    private static string Source(Type type) => string.Concat(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Portal"), $"{type.Name}.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
                .Select(File.ReadAllText));

    private static bool ChangesSomething(Type type) =>
        type.Assembly.GetName().Name is "Portal.Infrastructure" or "Portal.Jobs"
        && !type.Name.EndsWith("Queries", StringComparison.Ordinal)
        && type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Any(method => Verbs().IsMatch(method.Name));

    [GeneratedRegex("^(Run|Revoke|Resend|Cancel|Set|Save|Delete|Receive|Register)[A-Za-z]*Async$")]
    private static partial Regex Verbs();

    // A method from its name to the next one.
    [GeneratedRegex(@"(?:private|public|protected)[^\n;={(]*?\s(?<name>\w+)\((?:(?!\n    (?:private|public|protected)\s).)*",
        RegexOptions.Singleline)]
    private static partial Regex Methods();

    [GeneratedRegex(@"MayChangeAsync\(|MayAsync\(|IsSignedInAsync\(|AuthorizeAsync\(")]
    private static partial Regex Questions();

    [GeneratedRegex(@"await \w+\.(Run|Revoke|Resend|Cancel|Set|Save|Delete|Receive|Register)\w*Async\(")]
    private static partial Regex Calls();
}
