using System.Net.Mail;

namespace Portal.Domain.Identity;

/// <summary>The portal's rule of what an e-mail address is.</summary>
public static class EmailAddress
{
    /// <summary>Longest address that SMTP can carry (RFC 5321, section 4.5.3.1.3).</summary>
    public const int MaximumLength = 254;

    /// <summary>True for a bare address with a dot in its host, without a display name.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaximumLength }
        && MailAddress.TryCreate(text, out var address) && address.Address == text
        && address.Host.Contains('.', StringComparison.Ordinal) && !text.Any(char.IsControl);
}
