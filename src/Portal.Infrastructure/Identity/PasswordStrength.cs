using Portal.Domain.Identity;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Identity;

/// <summary>
/// Refuses passwords that are guessed soon: common ones, words, dates, rows of keys and what is known of the person, by the
/// estimate of zxcvbn (Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", USENIX Security 2016).
/// </summary>
public static class PasswordStrength
{
    // Of four: years of guessing online, and some time against a stolen hash.
    private const int MinScore = 3;

    // Its time grows with the square of the length; what is longer than this is judged by its beginning.
    private const int MaxLength = 64;

    /// <summary>What is wrong with a password, under the field "password".</summary>
    /// <param name="known">What others know of the person, such as her name and address.</param>
    public static FieldErrors Check(string? password, params string?[] known)
    {
        var errors = PasswordRules.Check(password);
        if (!errors.None)
            return errors;
        List<string> words = [.. known.OfType<string>()
            .SelectMany(text => text.Split([' ', '@', '.', '-', '_'], StringSplitOptions.RemoveEmptyEntries).Append(text))];
        var strength = Zxcvbn.Zxcvbn.MatchPassword(password!.Length > MaxLength ? password[..MaxLength] : password, words);
        errors.Require(strength.Score >= MinScore, "password",
            "This password is easy to guess. Three or four words that do not belong together are hard to guess and easy to remember.");
        return errors;
    }
}
