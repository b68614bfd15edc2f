using Microsoft.Playwright;

namespace Portal.EndToEnd.Sweep;

/// <summary>Where the sweep leaves its pictures: <c>artifacts/screenshots</c> of the repository.</summary>
internal static class Screenshots
{
    public static string PathOf(SweptPage page, ColorScheme theme, int width) =>
        Path.Combine(Folder(), $"{page.Name}-{(theme == ColorScheme.Dark ? "dark" : "light")}-{width}.png");

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return Directory.CreateDirectory(Path.Combine(folder.FullName, "artifacts", "screenshots")).FullName;
    }
}
