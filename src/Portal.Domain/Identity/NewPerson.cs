using Portal.Domain.Tenancy;

namespace Portal.Domain.Identity;

/// <summary>What a person says of herself when she opens an account.</summary>
public sealed record NewPerson(string? DisplayName, string? Email, string? Password)
{
    /// <summary>The rule that the forms and the use cases share.</summary>
    public FieldErrors Check()
    {
        var errors = new FieldErrors();
        errors.Require(!string.IsNullOrWhiteSpace(DisplayName), "displayName", "Enter your name.");
        errors.Require(DisplayName is null || DisplayName.Trim().Length <= 80, "displayName", "Use at most 80 characters.");
        errors.Require(DisplayName is null || PlainName.IsValid(DisplayName), "displayName", PlainName.Problem);
        errors.Require(EmailAddress.IsValid(Email), "email", "Enter an e-mail address, such as sari@example.com.");
        errors.AddAll(PasswordRules.Check(Password));
        return errors;
    }
}
