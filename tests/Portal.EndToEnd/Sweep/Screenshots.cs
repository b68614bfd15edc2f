using Microsoft.Playwright;

namespace Portal.EndToEnd.Sweep;

/// <summary>
/// Where the sweep leaves its pictures: <c>artifacts/screenshots</c> of the repository, when somebody has made that folder to look at them.
/// </summary>
internal static class Screenshots
{
    private static readonly string Folder = Find();

    /// <summary>The file of a page's picture; null when nobody wants one.</summary>
    public static string? PathOf(SweptPage page, ColorScheme theme, int width) =>
        Directory.Exists(Folder) ? Path.Combine(Folder, $"{page.Name}-{(theme == ColorScheme.Dark ? "dark" : "light")}-{width}.png") : null;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return Path.Combine(folder.FullName, "artifacts", "screenshots");
    }
}
