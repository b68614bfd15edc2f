namespace Portal.Testing.Events;

/// <summary>The bundled browser scripts as the build left them in the portal's web root.</summary>
public static class TrackerFiles
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "src", "Portal", "wwwroot", "dist");

    /// <summary>The script that shops load as <c>/t.js</c>.</summary>
    public static byte[] Tracker => File.ReadAllBytes(Path.Combine(Folder, "tracker.js"));

    /// <summary>The inline snippet with the host and the write key filled in.</summary>
    public static string Loader(string host, string writeKey) => File
        .ReadAllText(Path.Combine(Folder, "loader.js"))
        .Replace("__HOST__", host, StringComparison.Ordinal)
        .Replace("__WRITE_KEY__", writeKey, StringComparison.Ordinal);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}
