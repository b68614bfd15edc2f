using System.Security.Cryptography;
using Portal.Infrastructure.Shared.Files;

namespace Portal.Infrastructure.Identity;

/// <summary>The 32 bytes that encrypt the key ring in the database; they are never in the database themselves.</summary>
public sealed class MasterKey
{
    private const int Length = 32;

    private readonly byte[] _bytes;

    private MasterKey(byte[] bytes) => _bytes = bytes;

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Takes the configured key, or the one in the data directory, which is made when missing (mode 600).</summary>
    /// <param name="configured">Setting <c>Security:MasterKey</c>: base64 of 32 bytes.</param>
    /// <exception cref="InvalidOperationException">The key is not base64 of 32 bytes; the message names where it is from.</exception>
    public static MasterKey Load(string? configured, string dataDirectory)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            return Parse(configured, "Security:MasterKey");

        PrivateFiles.EnsureDataDirectory(dataDirectory);
        var file = Path.Combine(Path.GetFullPath(dataDirectory), "master.key");
        if (!File.Exists(file))
            Write(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));
        return Parse(File.ReadAllText(file), file);
    }

    private static MasterKey Parse(string text, string source)
    {
        var bytes = new byte[Length + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var written) && written == Length
            ? new(bytes[..Length])
            : throw new InvalidOperationException($"{source} is not a key: it must be base64 of {Length} bytes.");
    }

    // Two processes may start over one directory: the file appears whole, and the first one wins.
    private static void Write(string file, string text)
    {
        var making = $"{file}.{Guid.NewGuid():N}";
        PrivateFiles.WriteAllText(making, text + Environment.NewLine);

        try
        {
            File.Move(making, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(making);
        }
    }
}
