using System.Runtime.InteropServices;
using System.Text;

namespace Portal.Infrastructure.Shared.Files;

/// <summary>
/// The one way in which the portal makes files and folders: for its own user alone (0600, 0700), from the moment at which they are
/// there. What they hold are mails with live links, keys, events and logs.
/// </summary>
public static partial class PrivateFiles
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;
    private const uint EverythingOfOthers = 0x3F; // 077

    /// <summary>Makes everything that this process writes private, also what libraries write, and what its children do.</summary>
    public static void RestrictProcess() => _ = SetMask(EverythingOfOthers);

    /// <summary>Makes a folder, or takes the rights of others off one that is there.</summary>
    /// <returns>Its full path.</returns>
    public static string CreateDirectory(string path)
    {
        var folder = EnsureDirectory(path);
        var mode = File.GetUnixFileMode(folder);
        if ((mode & ~FolderMode700) != 0)
            File.SetUnixFileMode(folder, mode & FolderMode700);
        return folder;
    }

    /// <summary>Makes a folder unless it is there: one that an operator has made keeps the rights that it has.</summary>
    /// <returns>Its full path.</returns>
    public static string EnsureDirectory(string path)
    {
        // The framework gives its rights to the last of several folders alone.
        if (Path.GetDirectoryName(Path.GetFullPath(path).TrimEnd('/')) is { Length: > 0 } above && !Directory.Exists(above))
            EnsureDirectory(above);
        return Directory.CreateDirectory(path, FolderMode700).FullName;
    }

    /// <summary>
    /// Makes the folder of everything that the portal keeps. As root the embedded server runs as nobody and has to pass through,
    /// though it may not look around.
    /// </summary>
    public static void EnsureDataDirectory(string path)
    {
        if (Directory.Exists(path))
            return;
        EnsureDirectory(path);
        if (Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(path, FolderMode700 | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    /// <summary>Makes a file in place of one that is there.</summary>
    public static FileStream Create(string path)
    {
        // An old file would keep the rights that it had, and a link would lead elsewhere.
        File.Delete(path);
        return Open(path, FileMode.CreateNew, FileShare.Read);
    }

    /// <summary>Opens a file to write to it, making it where it is not there.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share) =>
        new(path, new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share, UnixCreateMode = FileMode600 });

    /// <summary>Writes a file in place of one that is there.</summary>
    public static void WriteAllText(string path, string text)
    {
        using var stream = Create(path);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetMask(uint mask);
}
