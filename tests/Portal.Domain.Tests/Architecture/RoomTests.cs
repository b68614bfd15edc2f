using System.Text.RegularExpressions;
using Xunit;

namespace Portal.Domain.Tests.Architecture;

/// <summary>One feature, one name: the rooms of every project are those of the table in <c>docs/architecture.md</c>.</summary>
public sealed partial class RoomTests
{
    // What is tested across rooms.
    private static readonly string[] OfTestsAlone =
        ["Architecture", "Circuits", "Components", "Deploy", "Fuzzing", "Garbage", "Hosting", "Tracker"];

    private static readonly string Text = Section(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "architecture.md")), "Rooms");
    private static readonly string[] Rooms = [.. RoomRow().Matches(Text).Select(row => row.Groups[1].Value).Where(name => name != "Room")];

    [Theory]
    [InlineData("src/Portal.Domain")]
    [InlineData("src/Portal.Infrastructure")]
    [InlineData("src/Portal.Jobs")]
    [InlineData("src/Portal/Features")]
    public void Folders_OfTheSource_AreRooms(string project) => Assert.Empty(Folders(project).Except(Rooms));

    [Theory]
    [InlineData("tests/Portal.Domain.Tests")]
    [InlineData("tests/Portal.Infrastructure.Tests")]
    [InlineData("tests/Portal.Jobs.Tests")]
    [InlineData("tests/Portal.Tests")]
    public void Folders_OfTheTests_AreRooms(string project) => Assert.Empty(Folders(project).Except(Rooms).Except(OfTestsAlone));

    [Fact]
    public void Rooms_OfTheTable_AreThere()
    {
        string[] projects = ["src/Portal.Domain", "src/Portal.Infrastructure", "src/Portal.Jobs", "src/Portal/Features"];

        Assert.NotEmpty(Rooms);
        Assert.Empty(Rooms.Except(projects.SelectMany(Folders)));
        Assert.Equal(Rooms.Order(StringComparer.Ordinal), Rooms);
    }

    [Fact]
    public void Questions_WhereCodeIs_NameFoldersOfRooms()
    {
        var answers = Answer().Matches(Text).Select(row => row.Groups[1].Value).ToList();

        Assert.Equal(20, answers.Count);
        Assert.All(answers, folder =>
        {
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(SourceTree.Root, folder)));
            Assert.Contains(folder.Split('/')[folder.Contains("/Features/", StringComparison.Ordinal) ? 3 : 2],
                (string[])[.. Rooms, "Hosting"]);
        });
    }

    private static string Section(string text, string title) =>
        text.Split($"## {title}", 2)[1].Split("\n## ", 2)[0];

    // What a build makes, and the build itself, is no room.
    private static IEnumerable<string> Folders(string project) =>
        Directory.GetDirectories(Path.Combine(SourceTree.Root, project)).Select(folder => Path.GetFileName(folder)!)
            .Except(["bin", "obj", "build"]);

    [GeneratedRegex(@"^\| ([A-Z]\w+) \| [A-Z]", RegexOptions.Multiline)]
    private static partial Regex RoomRow();

    [GeneratedRegex(@"^\| [a-z].*\? \| `(.+?)` \|$", RegexOptions.Multiline)]
    private static partial Regex Answer();
}
