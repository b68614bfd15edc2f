using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Domain.Tenancy;

/// <summary>Random bearer secrets and the digest under which they are kept.</summary>
public static class SecretToken
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private const int Characters = 40;

    private static readonly SearchValues<char> Known = SearchValues.Create(Alphabet);

    /// <summary>A new secret of 40 random characters (about 238 bits) after a prefix that tells its kind.</summary>
    public static string New(string prefix) => prefix + RandomNumberGenerator.GetString(Alphabet, Characters);

    /// <summary>True when a text could be a secret of the kind; what could not is never looked up.</summary>
    public static bool IsWellFormed(string text, string prefix) =>
        text.Length == prefix.Length + Characters && text.StartsWith(prefix, StringComparison.Ordinal)
            && !text.AsSpan(prefix.Length).ContainsAnyExcept(Known);

    /// <summary>SHA-256 of the secret; enough, since the secret itself is random and long.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
