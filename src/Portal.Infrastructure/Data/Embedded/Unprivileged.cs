using System.Globalization;
using System.Runtime.InteropServices;

namespace Portal.Infrastructure.Data.Embedded;

/// <summary>PostgreSQL refuses to run as root; as root its programs run under the system's nobody.</summary>
internal static partial class Unprivileged
{
    private const int Nobody = 65534;

    public static bool IsNeeded { get; } = !OperatingSystem.IsWindows() && GetEffectiveUserId() == 0;

    /// <summary>The command that runs a program for us: itself, or itself without root's identity.</summary>
    /// <param name="folders">What the program must reach; where a parent folder is closed to others, the program keeps
    /// the one capability that passes folder permissions.</param>
    public static (string File, IEnumerable<string> Arguments) Wrap(string program, IEnumerable<string> arguments, params string[] folders)
    {
        if (!IsNeeded)
        {
            return (program, arguments);
        }

        var id = Nobody.ToString(CultureInfo.InvariantCulture);
        List<string> wrapped = [$"--reuid={id}", $"--regid={id}", "--clear-groups"];
        if (!folders.All(IsOpenToOthers))
        {
            // The server's programs ask access(2) for each other, which leaves capabilities out unless this bit is set.
            wrapped.AddRange(["--securebits=+no_setuid_fixup", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]);
        }

        return ("setpriv", [.. wrapped, "--", program, .. arguments]);
    }

    public static void TakeOwnership(string path)
    {
        if (ChangeOwner(path, Nobody, Nobody) != 0)
        {
            throw new IOException(
                $"{path} could not be given to the user that PostgreSQL runs as (error {Marshal.GetLastPInvokeError()}).");
        }
    }

    private static bool IsOpenToOthers(string path)
    {
        for (var folder = new DirectoryInfo(path).Parent; folder is not null; folder = folder.Parent)
        {
            if ((File.GetUnixFileMode(folder.FullName) & UnixFileMode.OtherExecute) == 0)
            {
                return false;
            }
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, int user, int group);
}
