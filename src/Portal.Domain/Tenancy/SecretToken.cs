using System.Security.Cryptography;
using System.Text;

namespace Portal.Domain.Tenancy;

/// <summary>Random bearer secrets and the digest under which they are kept.</summary>
public static class SecretToken
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A new secret of 40 random characters (about 238 bits) after a prefix that tells its kind.</summary>
    public static string New(string prefix) => prefix + RandomNumberGenerator.GetString(Alphabet, 40);

    /// <summary>SHA-256 of the secret; enough, since the secret itself is random and long.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
