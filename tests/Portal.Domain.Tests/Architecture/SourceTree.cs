using System.Reflection;

namespace Portal.Domain.Tests.Architecture;

/// <summary>The project's own sources, for rules that no compiler holds.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>Files below <c>src</c> by their path from there, with what is in them; what a build makes is left out.</summary>
    public static IEnumerable<(string Path, string Text)> Files(params string[] endings) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(file.EndsWith) && !file.Contains("/wwwroot/dist/", StringComparison.Ordinal)
                && !file.Contains("/node_modules/", StringComparison.Ordinal))
            .Select(file => (System.IO.Path.GetRelativePath(System.IO.Path.Combine(Root, "src"), file).Replace('\\', '/'),
                File.ReadAllText(file)));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(System.IO.Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Portal.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
