namespace Portal.Testing.Browser;

/// <summary>Where the system's Chromium or Chrome is; browser tests give it to Playwright as the executable.</summary>
public static class ChromiumLocator
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string[] Applications =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ];

    /// <summary>The path of the program.</summary>
    /// <exception cref="InvalidOperationException">None is installed; <c>./test</c> installs one.</exception>
    public static string Find() => Candidates().FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Neither Chromium nor Chrome is installed; ./test installs Chromium.");

    /// <summary>Chromium refuses its sandbox to root.</summary>
    public static IReadOnlyList<string> Arguments { get; } = Environment.UserName == "root" ? ["--no-sandbox"] : [];

    private static IEnumerable<string> Candidates() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append("/usr/bin").Append("/snap/bin").Append("/opt/homebrew/bin")
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .Concat(Applications);
}
