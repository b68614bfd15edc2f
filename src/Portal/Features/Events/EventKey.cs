using System.Text;

namespace Portal.Features.Events;

/// <summary>Reads the write key from the Authorization header.</summary>
internal static class EventKey
{
    /// <returns>The user name of Basic, or the Bearer token; null when the header has neither.</returns>
    public static string? FromHeaders(string? authorization)
    {
        if (authorization is null)
        {
            return null;
        }

        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return authorization[7..].Trim();
        }

        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Span<byte> decoded = stackalloc byte[256];
        var encoded = authorization.AsSpan(6).Trim();
        if (encoded.Length > 300 || !Convert.TryFromBase64Chars(encoded, decoded, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(decoded[..length]);
        return text.Split(':')[0];
    }
}
