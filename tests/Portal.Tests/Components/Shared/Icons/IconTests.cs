using System.Text.RegularExpressions;
using Bunit;
using Portal.Components.Shared.Icons;
using Xunit;

namespace Portal.Tests.Components.Shared.Icons;

public sealed partial class IconTests : ComponentTest
{
    [Fact]
    public void EveryIconNamedInAComponent_IsInTheTable()
    {
        var source = Path.Combine(Root(), "src", "Portal");
        var known = File.ReadAllLines(Path.Combine(source, "build", "icons.txt")).ToHashSet();
        var named = Directory.EnumerateFiles(source, "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => NamedIcon().Matches(File.ReadAllText(file))
                .Select(match => (File: Path.GetFileName(file), Icon: match.Groups[1].Value)));

        Assert.DoesNotContain(named, use => !known.Contains(use.Icon));
    }

    [Fact]
    public void Render_WithoutLabel_IsDecorative()
    {
        var icon = Render<Icon>(parameters => parameters.Add(shown => shown.Name, "home"));

        Assert.Equal("true", icon.Find("svg").GetAttribute("aria-hidden"));
        Assert.Null(icon.Find("svg").GetAttribute("role"));
    }

    [Fact]
    public void Render_WithLabel_IsAnImageWithAName()
    {
        var icon = Render<Icon>(parameters => parameters.Add(shown => shown.Name, "arrow_upward").Add(shown => shown.Label, "up"));

        Assert.Equal("img", icon.Find("svg").GetAttribute("role"));
        Assert.Equal("up", icon.Find("svg").GetAttribute("aria-label"));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Portal.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex("(?:<Icon Name|\\bIcon)=\"([a-z][a-z_-]+)\"")]
    private static partial Regex NamedIcon();
}
