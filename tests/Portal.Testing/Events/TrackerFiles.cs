namespace Portal.Testing.Events;

/// <summary>The bundled browser scripts as the build left them in the portal's web root.</summary>
public static class TrackerFiles
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "src", "Portal", "wwwroot", "dist");

    /// <summary>The script that shops load as <c>/t.js</c>.</summary>
    public static byte[] Tracker => File.ReadAllBytes(Path.Combine(Folder, "tracker.js"));

    /// <summary>The script that the tracker loads where page speed is measured.</summary>
    public static byte[] Vitals => File.ReadAllBytes(Path.Combine(Folder, "vitals.js"));

    /// <summary>The inline snippet, filled in; consent may be "required" and dnt "respect".</summary>
    public static string Loader(string host, string writeKey, string consent = "", string dnt = "") => File
        .ReadAllText(Path.Combine(Folder, "loader.js"))
        .Replace("__HOST__", host, StringComparison.Ordinal)
        .Replace("__WRITE_KEY__", writeKey, StringComparison.Ordinal)
        .Replace("__CONSENT__", consent, StringComparison.Ordinal)
        .Replace("__DNT__", dnt, StringComparison.Ordinal);

    /// <summary>The folder of the solution.</summary>
    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}
