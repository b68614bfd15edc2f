using Portal.Domain.Tenancy;

namespace Portal.Domain.Identity;

/// <summary>Length is what makes a password strong (NIST SP 800-63B, section 5.1.1), so it is the only rule.</summary>
public static class PasswordRules
{
    public const int MinimumLength = 10;

    // Hashing a text without end would be work that a stranger can order.
    public const int MaximumLength = 200;

    public static FieldErrors Check(string? password)
    {
        var errors = new FieldErrors();
        errors.Require(password is { Length: >= MinimumLength }, "password", $"Use at least {MinimumLength} characters.");
        errors.Require(password is null or { Length: <= MaximumLength }, "password", $"Use at most {MaximumLength} characters.");
        return errors;
    }
}
